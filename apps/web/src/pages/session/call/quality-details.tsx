import { fill } from "@chatorbit/i18n";
import type { RefObject } from "preact";
import type { StageView } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { Segment } from "../../../ui/segment.tsx";
import { useFormat, useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import styles from "./menu.module.css";

type QualityDetailsProps = {
  readonly stage: StageView;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
};

/** What was measured, whether anybody could listen, and which way the call takes. */
export function QualityDetails({ stage, anchor, onClose }: QualityDetailsProps) {
  const { call, openVerify } = useCall();
  const { quality: words } = useWords("call");
  const rows = useRows(stage);
  const verify = () => {
    onClose();
    openVerify();
  };
  return (
    <Popover label={words.title} role="dialog" anchor={anchor} onClose={onClose}>
      <div class={styles.menu}>
        <h2>{words.title}</h2>
        <dl class={styles.list}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div class={styles.part}>
          <div class={styles.words}>
            <p>{call.isVerified ? words.verified : words.notVerified}</p>
            {!call.isVerified && (
              <Button isSmall onClick={verify}>
                {words.verify}
              </Button>
            )}
          </div>
        </div>
        <PathChoice stage={stage} />
      </div>
    </Popover>
  );
}

function useRows({ quality: { last } }: StageView): readonly (readonly [string, string])[] {
  const { quality: words } = useWords("call");
  const format = useFormat();
  if (last === null) return [[words.roundTrip, words.none]];
  const { rttMs, lossShare, bitrate, path, relayProtocol } = last;
  const kbits = bitrate / 1000;
  const one = (value: number) => format.number(Math.round(value * 10) / 10);
  const ways = {
    direct: words.wayDirect,
    relayed:
      relayProtocol === null
        ? words.wayRelayed
        : fill(words.wayRelayedOver, { over: relayProtocol.toUpperCase() }),
  };
  return [
    [
      words.roundTrip,
      rttMs === null ? words.none : fill(words.ms, { count: format.number(Math.round(rttMs)) }),
    ],
    [words.loss, fill(words.percent, { count: one(lossShare * 100) })],
    [
      words.bitrate,
      kbits >= 1000
        ? fill(words.mbits, { count: one(kbits / 1000) })
        : fill(words.kbits, { count: format.number(Math.round(kbits)) }),
    ],
    [words.way, path === null ? words.none : ways[path]],
  ];
}

function PathChoice({ stage: { choice, canRelay } }: { readonly stage: StageView }) {
  const { acts } = useCall();
  const { path: words } = useWords("call");
  if (!canRelay) return <p class={styles.text}>{words.noRelay}</p>;
  const value = choice ?? "auto";
  const texts = { auto: words.autoText, relay: words.relayText, direct: words.directText };
  return (
    <div class={styles.part}>
      <Segment
        label={words.label}
        options={(["auto", "relay", "direct"] as const).map((way) => ({ value: way, text: words[way] }))}
        value={value}
        onChoose={(way) => acts.choosePath(way === "auto" ? null : way)}
      />
      <p class={styles.text}>{texts[value]}</p>
    </div>
  );
}
