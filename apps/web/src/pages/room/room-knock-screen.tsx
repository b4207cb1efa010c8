import type { KnockView } from "../../models/views.ts";
import { go } from "../../platform/address.ts";
import { localPath } from "../../platform/language.ts";
import { BigOrbit } from "../../ui/big-orbit.tsx";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { ProblemNote } from "../../ui/problem-note.tsx";
import text from "../../ui/text.module.css";
import { useWait } from "../../ui/use-wait.ts";
import { useSpoken, useWords } from "../../words/words.tsx";
import { useConsent } from "../consent/use-consent.tsx";
import { FocusGrid, FocusPage } from "../session/focus-page.tsx";
import { useSession } from "../session/session-context.ts";

/** The link of a room before a seat is taken: opening it costs nothing, the press takes the seat. */
export function RoomKnockScreen({ view: { problem, isTaking } }: { readonly view: KnockView }) {
  const { knock: words } = useWords("room");
  const { language } = useSpoken();
  const session = useSession();
  const { withConsent, consent } = useConsent();
  const mustWait = useWait(problem) > 0;
  return (
    <FocusPage>
      <FocusGrid isWide art={<BigOrbit me="free" peer="in" label={words.orbit} />}>
        <div class={cx(layout.stack, layout.l)}>
          <div class={cx(layout.stack, layout.m)}>
            <h1 class={text.display} tabIndex={-1} data-focus-first>
              {words.title}
            </h1>
            <p class={text.lead}>{words.lead}</p>
            <p class={text.lead}>{words.what}</p>
          </div>
          {problem !== null && <ProblemNote problem={problem} />}
          <div class={layout.actions}>
            <Button look="primary" isOff={isTaking || mustWait} onClick={() => withConsent(session.takeSeat)}>
              {isTaking ? words.taking : words.take}
            </Button>
            <Button look="ghost" onClick={() => go(localPath("/", language))}>
              {words.notMe}
            </Button>
          </div>
          <p class={cx(text.small, text.muted)}>{words.ask}</p>
        </div>
      </FocusGrid>
      {consent}
    </FocusPage>
  );
}
