import { fill } from "@chatorbit/i18n";
import { useEffect, useState } from "preact/hooks";
import type { SecuringStep } from "../../models/views.ts";
import { cx } from "../../ui/cx.ts";
import { CheckIcon } from "../../ui/site-icons.tsx";
import { useNow } from "../../ui/use-now.ts";
import { useFormat, useWords } from "../../words/words.tsx";
import styles from "./narration.module.css";

/** A step that takes longer than this is told about, ms. */
const slowMs = 3_000;

/** What is happening, step by step, with the reason and the time. */
export const Narration = ({ steps }: { readonly steps: readonly SecuringStep[] }) => (
  <ol class={styles.steps}>
    {steps.map((step) => (
      <Step key={step.step} step={step} />
    ))}
  </ol>
);

function Step({ step: { step, state, at } }: { readonly step: SecuringStep }) {
  const { steps } = useWords("session").securing;
  const format = useFormat();
  return (
    <li
      class={cx(styles.step, styles[state])}
      {...(state === "now" ? { "aria-current": "step" as const } : {})}
    >
      <span class={styles.mark}>{state === "done" && <CheckIcon />}</span>
      <div>
        <p class={styles.name}>{steps[step].title}</p>
        {state !== "later" && <p class={styles.why}>{steps[step].text}</p>}
        {state === "now" && (step === "keys" || step === "confirm") && <Slow />}
      </div>
      {at !== null && <time class={styles.at}>{format.timeToSecond(at)}</time>}
    </li>
  );
}

function Slow() {
  const { slow } = useWords("session").securing;
  const format = useFormat();
  const [since] = useState(Date.now);
  const now = useNow(1000);
  const [isSlow, mark] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => mark(true), slowMs);
    return () => clearTimeout(timer);
  }, []);
  if (!isSlow) return null;
  return <p class={styles.why}>{fill(slow, { time: format.rest(now - since) })}</p>;
}
