import { useState } from "preact/hooks";
import type { SecuringView } from "../../models/views.ts";
import { go } from "../../platform/address.ts";
import { localPath } from "../../platform/language.ts";
import { BigOrbit } from "../../ui/big-orbit.tsx";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { Note } from "../../ui/note.tsx";
import text from "../../ui/text.module.css";
import { useNow } from "../../ui/use-now.ts";
import { Rich } from "../../words/rich.tsx";
import { useFormat, useSpoken, useWords } from "../../words/words.tsx";
import { Alarms } from "./alarms.tsx";
import { SessionBar } from "./bar/session-bar.tsx";
import { Timer } from "./bar/timer.tsx";
import { BarHold, PageHold } from "./end/bar-hold.tsx";
import { FocusGrid, FocusPage } from "./focus-page.tsx";
import { InviteDialog } from "./invite/invite-layout.tsx";
import { Narration } from "./narration.tsx";

/** Two devices agree on keys, told step by step. */
export function SecuringScreen({ view }: { readonly view: SecuringView }) {
  const { securing: words, waiting, bar } = useWords("session");
  const { language } = useSpoken();
  const [isInviteOpen, openInvite] = useState(false);
  const { isPeerHere, invite } = view;
  return (
    <FocusPage
      bar={
        <SessionBar
          seats={isPeerHere ? 2 : 1}
          connection={view.connection}
          state={<span>{isPeerHere ? bar.securing : bar.waiting}</span>}
          onBack={() => go(localPath("/", language))}
        >
          {view.time !== null && <Timer time={view.time} />}
          <BarHold />
        </SessionBar>
      }
      below={<Alarms alarms={view.alarms} />}
    >
      <FocusGrid
        isWide
        art={
          <BigOrbit
            me="in"
            peer={isPeerHere ? "in" : "free"}
            turns={isPeerHere ? "fast" : "slow"}
            label={words.orbit}
          />
        }
      >
        <div class={cx(layout.stack, layout.l)}>
          <div class={cx(layout.stack, layout.xs)}>
            <h1 class={text.hero} tabIndex={-1} data-focus-first>
              {isPeerHere ? words.title : words.awayTitle}
            </h1>
            <p class={text.lead}>{isPeerHere ? words.lead : words.awayLead}</p>
          </div>
          <Narration steps={view.steps} />
          {view.guessesSpent > 0 && <Guesses spent={view.guessesSpent} nextTryAt={view.nextTryAt} />}
          {invite !== null && (
            <div>
              <Button onClick={() => openInvite(true)}>{words.showInvite}</Button>
            </div>
          )}
        </div>
      </FocusGrid>
      <PageHold />
      {isInviteOpen && invite !== null && (
        <InviteDialog invite={invite} title={waiting.title} onClose={() => openInvite(false)} />
      )}
    </FocusPage>
  );
}

function Guesses({ spent, nextTryAt }: { readonly spent: number; readonly nextTryAt: number | null }) {
  const { securing: words } = useWords("session");
  const format = useFormat();
  const now = useNow(1000, nextTryAt);
  const isWaiting = nextTryAt !== null && nextTryAt > now;
  return (
    <Note tone="warn">
      {format.count(words.spent, spent)}{" "}
      {isWaiting && <Rich text={words.nextTry} values={{ time: format.rest(nextTryAt - now) }} />}
    </Note>
  );
}
