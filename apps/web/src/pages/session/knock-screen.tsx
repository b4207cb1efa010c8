import type { KnockView } from "../../models/views.ts";
import { go } from "../../platform/address.ts";
import { localPath } from "../../platform/language.ts";
import { BigOrbit } from "../../ui/big-orbit.tsx";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Facts } from "../../ui/facts.tsx";
import layout from "../../ui/layout.module.css";
import { ProblemNote } from "../../ui/problem-note.tsx";
import text from "../../ui/text.module.css";
import { useWait } from "../../ui/use-wait.ts";
import { useSpoken, useWords } from "../../words/words.tsx";
import { useConsent } from "../consent/use-consent.tsx";
import { CodeForm } from "./late-code-form.ts";
import { FocusGrid, FocusPage } from "./focus-page.tsx";
import { useSession } from "./session-context.ts";

/** An invitation before a seat is taken: opening it costs nothing, the press takes the seat. */
export function KnockScreen({ view }: { readonly view: KnockView }) {
  const { knock: words } = useWords("session");
  const { actions } = useWords("common");
  const { language, format } = useSpoken();
  const session = useSession();
  const awayNote = view.endsAt === null ? words.hostAwayNote : words.hostAwayNoteRunning;
  const { withConsent, consent } = useConsent();
  const mustWait = useWait(view.problem) > 0;
  const home = () => go(localPath("/", language));
  const { isOwnInvite, problem } = view;
  const isCodeMissing = problem?.trouble === "secret-missing" || problem?.trouble === "code-typo";
  return (
    <FocusPage>
      <FocusGrid isWide art={<BigOrbit me="free" peer="in" label={words.orbit} />}>
        <div class={cx(layout.stack, layout.l)}>
          <div class={cx(layout.stack, layout.m)}>
            <h1 class={text.display} tabIndex={-1} data-focus-first>
              {isOwnInvite ? words.ownTitle : words.title}
            </h1>
            <p class={text.lead}>{isOwnInvite ? words.ownLead : words.lead}</p>
          </div>
          <Facts
            facts={[
              { name: words.lasts, value: format.length(view.ttlMinutes) },
              view.endsAt === null
                ? { name: words.freeUntil, value: format.dayAndTime(view.validUntil) }
                : { name: words.endsAt, value: format.dayAndTime(view.endsAt) },
              { name: words.host, value: view.isHostHere ? words.hostHere : words.hostAway },
            ]}
          />
          {problem !== null && <ProblemNote problem={problem} />}
          {isCodeMissing ? (
            <CodeForm />
          ) : (
            <div class={layout.actions}>
              {isOwnInvite && (
                <Button look="primary" onClick={home}>
                  {actions.home}
                </Button>
              )}
              <Button
                look={isOwnInvite ? "outline" : "primary"}
                isOff={view.isTaking || mustWait}
                onClick={() => withConsent(session.takeSeat)}
              >
                {view.isTaking ? words.taking : words.take}
              </Button>
              {!isOwnInvite && (
                <Button look="ghost" onClick={home}>
                  {words.notMe}
                </Button>
              )}
            </div>
          )}
          {!isOwnInvite && <p class={cx(text.small, text.muted)}>{view.isHostHere ? words.ask : awayNote}</p>}
        </div>
      </FocusGrid>
      {consent}
    </FocusPage>
  );
}
