import { useId } from "preact/hooks";
import { localPath } from "../../platform/language.ts";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { EyeIcon, EyeOffIcon } from "../../ui/site-icons.tsx";
import text from "../../ui/text.module.css";
import { useSpoken, useWords } from "../../words/words.tsx";
import styles from "./landing.module.css";

/** Three steps. */
export function HowItWorks() {
  const { how } = useWords("landing");
  const id = useId();
  return (
    <section class={styles.section} aria-labelledby={id}>
      <h2 class={text.section} id={id}>
        {how.title}
      </h2>
      <ol class={styles.steps}>
        {Object.values(how.steps).map((step, index) => (
          <li key={step.title}>
            <span class={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            <div class={cx(layout.stack, layout.xs)}>
              <h3 class={text.card}>{step.title}</h3>
              <p class={text.muted}>{step.text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What the server can and cannot see, in words. */
export function WhatTheServerSees() {
  const { sees } = useWords("landing");
  const { language } = useSpoken();
  const id = useId();
  return (
    <section class={styles.section} aria-labelledby={id}>
      <div class={styles.sees}>
        <div class={cx(layout.stack, layout.s)}>
          <h2 class={text.section} id={id}>
            {sees.title}
          </h2>
          <p class={text.muted}>{sees.text}</p>
          <p>
            <a href={localPath("/security", language)}>{sees.more}</a>
          </p>
        </div>
        <Seen title={sees.can} lines={Object.values(sees.canList)} isSeen />
        <Seen title={sees.cannot} lines={Object.values(sees.cannotList)} isSeen={false} />
      </div>
    </section>
  );
}

const Seen = ({
  title,
  lines,
  isSeen,
}: {
  readonly title: string;
  readonly lines: readonly string[];
  readonly isSeen: boolean;
}) => (
  <div class={cx(layout.stack, layout.m)}>
    <h3 class={text.eyebrow}>{title}</h3>
    <ul>
      {lines.map((line) => (
        <li key={line}>
          {isSeen ? <EyeIcon class={text.warning} /> : <EyeOffIcon class={text.positive} />}
          <span>{line}</span>
        </li>
      ))}
    </ul>
  </div>
);
