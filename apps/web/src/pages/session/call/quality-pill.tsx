import { fill } from "@chatorbit/i18n";
import { useRef, useState } from "preact/hooks";
import type { StageView } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { useFormat, useWords } from "../../../words/words.tsx";
import { QualityDetails } from "./quality-details.tsx";
import styles from "./stage.module.css";

const bars: Readonly<Record<StageView["quality"]["grade"], number>> = {
  good: 4,
  fair: 3,
  poor: 1,
  unknown: 0,
};

/** How the call goes, in a word; more of it on a press. */
export function QualityPill({ stage }: { readonly stage: StageView }) {
  const { quality: words, ladder } = useWords("call");
  const format = useFormat();
  const pill = useRef<HTMLButtonElement>(null);
  const [isOpen, open] = useState(false);
  const { grade, last, isAudioOnly } = stage.quality;
  const isWhole = stage.phase === "connected" && stage.recovery === "fine";
  const hasNoPath = stage.ladder.verdict === "voice-message" || stage.recovery === "stuck";
  const lit = isWhole ? bars[grade] : 1;
  const parts = isWhole
    ? [
        words[grade],
        last?.path == null ? null : words[last.path],
        isAudioOnly ? words.audioOnly : null,
        last?.rttMs == null ? null : fill(words.ms, { count: format.number(Math.round(last.rttMs)) }),
      ]
    : [hasNoPath ? ladder.overTitle : ladder.title];
  return (
    <>
      <button
        ref={pill}
        type="button"
        class={cx(styles.pill, styles.quality)}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={words.open}
        onClick={() => open(!isOpen)}
      >
        <span class={cx(styles.bars, styles[isWhole ? grade : "unknown"])} aria-hidden="true">
          {[1, 2, 3, 4].map((bar) => (
            <i key={bar} class={bar <= lit ? styles.on : undefined} />
          ))}
        </span>
        {parts.filter((part) => part !== null).join(" · ")}
      </button>
      {isOpen && <QualityDetails stage={stage} anchor={pill} onClose={() => open(false)} />}
    </>
  );
}
