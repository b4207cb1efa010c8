import { fill } from "@chatorbit/i18n";
import { roomTtlChoices, roomTtlSeconds } from "@chatorbit/protocol";
import { useId } from "preact/hooks";
import type { Problem } from "../../models/views.ts";
import { Button } from "../../ui/button.tsx";
import card from "../../ui/card.module.css";
import { cx } from "../../ui/cx.ts";
import { useKept } from "../../ui/kept.ts";
import layout from "../../ui/layout.module.css";
import { Orbit } from "../../ui/orbit.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Segment } from "../../ui/segment.tsx";
import { ChevronDownIcon, ClockIcon } from "../../ui/site-icons.tsx";
import text from "../../ui/text.module.css";
import { useWait } from "../../ui/use-wait.ts";
import { useFormat, useWords } from "../../words/words.tsx";
import styles from "./room-card.module.css";

type RoomCardProps = {
  readonly isCreating: boolean;
  readonly problem: Problem | null;
  /** `ttl`: seconds. */
  readonly onCreate: (ttl: number) => void;
  readonly isTimeOpen?: boolean;
};

/** A secure room by one press; how long it lives stands behind a small choice. */
export function RoomCard({ isCreating, problem, onCreate, isTimeOpen = false }: RoomCardProps) {
  const { room: words } = useWords("landing");
  const format = useFormat();
  const id = useId();
  const [isOpen, open] = useKept("room time open", isTimeOpen);
  const [ttl, choose] = useKept<number>("room time", roomTtlSeconds.usual);
  const mustWait = useWait(problem) > 0;
  return (
    <section class={cx(card.card, styles.room)} aria-labelledby={id}>
      <Orbit me="in" peer="in" time={0.66} />
      <div class={cx(layout.stack, layout.xs)}>
        <h2 class={text.card} id={id}>
          {words.title}
        </h2>
        <p class={text.muted}>{fill(words.text, { length: format.length(ttl / 60) })}</p>
        <div>
          <Button
            look="text"
            aria-expanded={isOpen}
            aria-controls={`${id}-time`}
            onClick={() => open(!isOpen)}
          >
            {isOpen ? <ChevronDownIcon size="s" /> : <ClockIcon size="s" />}
            {words.change}
          </Button>
        </div>
        {isOpen && (
          <div id={`${id}-time`}>
            <Segment
              label={words.lives}
              options={roomTtlChoices.map((value) => ({ value, text: format.length(value / 60) }))}
              value={ttl}
              onChoose={choose}
            />
          </div>
        )}
        {problem !== null && <ProblemNote problem={problem} />}
      </div>
      <Button isOff={isCreating || mustWait} onClick={() => onCreate(ttl)}>
        {isCreating ? words.busy : words.button}
      </Button>
    </section>
  );
}
