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
  /** What a narrow screen has no room for has a style that takes it away there. */
  const parts: readonly { readonly text: string | null; readonly style?: string | undefined }[] = isWhole
    ? [
        { text: words[grade] },
        { text: last?.path == null ? null : words[last.path], style: styles.way },
        { text: isAudioOnly ? words.audioOnly : null },
        {
          text: last?.rttMs == null ? null : fill(words.ms, { count: format.number(Math.round(last.rttMs)) }),
          style: styles.trip,
        },
      ]
    : [{ text: hasNoPath ? ladder.overTitle : ladder.title }];
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
        <span class={styles.says}>
          {parts.map(
            ({ text, style }, at) =>
              text !== null && (
                <span key={at} class={style}>
                  {at === 0 ? text : ` · ${text}`}
                </span>
              ),
          )}
        </span>
      </button>
      {isOpen && <QualityDetails stage={stage} anchor={pill} onClose={() => open(false)} />}
    </>
  );
}
