import { fill } from "@chatorbit/i18n";
import type { Problem, Trouble } from "../../../models/views.ts";
import { localPath } from "../../../platform/language.ts";
import { Button, ButtonLink } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import layout from "../../../ui/layout.module.css";
import { Orbit } from "../../../ui/orbit.tsx";
import text from "../../../ui/text.module.css";
import { useWait } from "../../../ui/use-wait.ts";
import { useSpoken, useWords } from "../../../words/words.tsx";
import { CodeForm } from "../late-code-form.ts";
import { FocusPage } from "../focus-page.tsx";
import { usePlace } from "../place.ts";

type Way = "again" | "reload" | "code" | "home";

/** What helps where; everything else only leads home. */
const ways: Readonly<Partial<Record<Trouble, Way>>> = {
  rate: "again",
  flood: "again",
  busy: "again",
  restarting: "again",
  offline: "again",
  "peer-away": "again",
  "hello-late": "again",
  "too-slow": "again",
  "storage-full": "again",
  "stale-challenge": "again",
  conflict: "reload",
  "opened-elsewhere": "again",
  "open-in-other-tab": "again",
  "storage-blocked": "again",
  "no-credential": "again",
  malformed: "reload",
  "unsupported-version": "reload",
  "secret-missing": "code",
  "code-typo": "code",
};

type Seats = Pick<Parameters<typeof Orbit>[0], "me" | "peer" | "isOver">;

/** Which seat a refusal is about. */
const seats: Readonly<Partial<Record<Trouble, Seats>>> = {
  full: { me: "in", peer: "in" },
  "open-in-other-tab": { me: "in", peer: "in" },
  "opened-elsewhere": { me: "in", peer: "in" },
  "secret-missing": { me: "free", peer: "in" },
  "code-typo": { me: "free", peer: "in" },
  "link-incomplete": { me: "free", peer: "in" },
  "seat-freed": { me: "free", peer: "in" },
  "keys-lost": { me: "free", peer: "in" },
  "peer-away": { me: "in", peer: "free" },
  offline: { me: "in", peer: "free" },
  rate: {},
  busy: {},
  flood: {},
  restarting: {},
};

type RefusedScreenProps = {
  readonly problem: Problem;
  readonly onAgain: () => void;
  /** What was opened may be typed as a code too. */
  readonly hasCode?: boolean;
};

/** A "no" with its name, its reason and the next step. Never a dead end. */
export function RefusedScreen({ problem, onAgain, hasCode = true }: RefusedScreenProps) {
  const { trouble } = problem;
  const troubles = useWords("trouble");
  const place = usePlace();
  const { name, reason, step } = place.troubles[trouble] ?? troubles[trouble];
  const { actions } = useWords("common");
  const { language, format } = useSpoken();
  const wait = useWait(problem);
  // Only a session's code can be typed.
  const way = ways[trouble] === "code" && !hasCode ? "home" : (ways[trouble] ?? "home");
  return (
    <FocusPage>
      <div class={cx(layout.stack, layout.l)}>
        <Orbit size="l" {...(seats[trouble] ?? { isOver: true })} />
        <div class={cx(layout.stack, layout.m)}>
          <h1 class={text.display} tabIndex={-1} data-focus-first>
            {name}
          </h1>
          <p class={text.lead}>
            {reason} {step}
          </p>
        </div>
        {way === "code" && <CodeForm />}
        <div class={layout.actions}>
          {way === "again" && (
            <Button look="primary" isOff={wait > 0} onClick={onAgain}>
              {wait > 0 ? fill(actions.possibleIn, { time: format.wait(wait) }) : actions.retry}
            </Button>
          )}
          {way === "reload" && (
            <Button look="primary" onClick={() => location.reload()}>
              {actions.reload}
            </Button>
          )}
          <ButtonLink look={way === "home" ? "primary" : "outline"} href={localPath("/", language)}>
            {actions.home}
          </ButtonLink>
        </div>
      </div>
    </FocusPage>
  );
}
