import { fill } from "@chatorbit/i18n";
import type { WaitingView } from "../../models/views.ts";
import { go } from "../../platform/address.ts";
import { localPath } from "../../platform/language.ts";
import { useSpoken, useWords } from "../../words/words.tsx";
import { Alarms } from "./alarms.tsx";
import { SessionBar } from "./bar/session-bar.tsx";
import { Timer } from "./bar/timer.tsx";
import { BarHold, PageHold } from "./end/bar-hold.tsx";
import { FocusPage } from "./focus-page.tsx";
import { InvitePage } from "./invite/invite-layout.tsx";

/** Alone with the invitation: the invite sheet is the screen. */
export function WaitingScreen({ view }: { readonly view: WaitingView }) {
  const { waiting: words, bar } = useWords("session");
  const { language, format } = useSpoken();
  const isAgain = view.time !== null;
  return (
    <FocusPage
      bar={
        <SessionBar
          seats={1}
          connection={view.connection}
          state={<span>{bar.waiting}</span>}
          onBack={() => go(localPath("/", language))}
        >
          {view.time !== null && <Timer time={view.time} />}
          <BarHold />
        </SessionBar>
      }
      below={<Alarms alarms={view.alarms} />}
    >
      <InvitePage
        invite={view.invite}
        title={isAgain ? words.againTitle : words.title}
        lead={isAgain ? words.againLead : fill(words.lead, { length: format.length(view.ttlMinutes) })}
      />
      <PageHold />
    </FocusPage>
  );
}
