import { useId } from "preact/hooks";
import type { Limits, Problem } from "../../models/views.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Facts } from "../../ui/facts.tsx";
import { useKept } from "../../ui/kept.ts";
import layout from "../../ui/layout.module.css";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { ChevronDownIcon, SlidersIcon } from "../../ui/site-icons.tsx";
import card from "../../ui/card.module.css";
import text from "../../ui/text.module.css";
import { useWait } from "../../ui/use-wait.ts";
import { useFormat, useWords } from "../../words/words.tsx";
import { LimitsForm } from "./late-parts.ts";
import type { LimitsDraft } from "./limits-form.tsx";
import { numberIn, ranges, usualLimits } from "./limits.ts";
import styles from "./landing.module.css";

type StartCardProps = {
  readonly isStarting: boolean;
  readonly problem: Problem | null;
  readonly onStart: (limits: Limits) => void;
  readonly areLimitsOpen?: boolean;
};

/** Start a private session: sensible limits, one button. */
export function StartCard({ isStarting, problem, onStart, areLimitsOpen = false }: StartCardProps) {
  const words = useWords("landing");
  const format = useFormat();
  const id = useId();
  const [isOpen, open] = useKept("limits open", areLimitsOpen);
  const [draft, change] = useKept<LimitsDraft>("limits", {
    validity: usualLimits.validity,
    minutes: String(usualLimits.ttlMinutes),
    characters: String(usualLimits.maxChars),
  });
  const minutes = numberIn(draft.minutes, ranges.ttlMinutes);
  const maxChars = numberIn(draft.characters, ranges.maxChars);
  const mustWait = useWait(problem) > 0;
  const start = () => {
    if (minutes === null || maxChars === null) open(true);
    else onStart({ validity: draft.validity, ttlMinutes: minutes, maxChars });
  };
  return (
    <section class={cx(card.card, styles.way)} aria-labelledby={id}>
      <div class={cx(layout.stack, layout.xs)}>
        <h2 class={text.card} id={id}>
          {words.start.title}
        </h2>
        <p class={text.muted}>{words.start.text}</p>
      </div>
      <div class={cx(layout.stack, layout.xs)}>
        {!isOpen && (
          <Facts
            facts={[
              { name: words.start.validity, value: words.limits[draft.validity] },
              { name: words.start.length, value: format.length(minutes ?? usualLimits.ttlMinutes) },
              {
                name: words.start.characters,
                value: format.count(words.start.charactersValue, maxChars ?? usualLimits.maxChars),
              },
            ]}
          />
        )}
        <div>
          <Button
            look="text"
            aria-expanded={isOpen}
            aria-controls={`${id}-limits`}
            onPointerEnter={() => void LimitsForm.fetch()}
            onFocusIn={() => void LimitsForm.fetch()}
            onClick={() => open(!isOpen)}
          >
            {isOpen ? <ChevronDownIcon size="s" /> : <SlidersIcon size="s" />}
            {words.start.change}
          </Button>
        </div>
        {isOpen && <LimitsForm id={`${id}-limits`} draft={draft} onChange={change} />}
      </div>
      <div class={cx(styles.foot, layout.stack, layout.m)}>
        {problem !== null && <ProblemNote problem={problem} />}
        <Button look="primary" isBlock isOff={isStarting || mustWait} onClick={start}>
          {isStarting ? words.start.busy : words.start.button}
        </Button>
      </div>
    </section>
  );
}
