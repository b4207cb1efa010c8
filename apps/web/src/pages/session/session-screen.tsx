import type { SessionModel, SessionView } from "../../models/views.ts";
import { ConversationScreen, EndedScreen } from "./conversation/late-layers.ts";
import { KnockScreen, RefusedScreen } from "./late-door-screens.ts";
import { OpeningScreen } from "./opening-screen.tsx";
import { SecuringScreen, WaitingScreen } from "./late-seated-screens.ts";
import { SessionFrame } from "./session-frame.tsx";

type SessionScreenProps = {
  readonly model: SessionModel;
  /** Opens the session anew, with the secret that is still in memory. */
  readonly onAgain: () => void;
};

const lateScreens = {
  knock: KnockScreen,
  refused: RefusedScreen,
  waiting: WaitingScreen,
  securing: SecuringScreen,
};

/** Whatever a session shows now. */
export const SessionScreen = ({ model, onAgain }: SessionScreenProps) => (
  <SessionFrame
    model={model}
    lateScreens={lateScreens}
    screenOf={(view, draft) => screenOf(view, onAgain, draft)}
  />
);

function screenOf(view: SessionView, onAgain: () => void, draft: { current: string }) {
  switch (view.screen) {
    case "opening":
      return <OpeningScreen />;
    case "knock":
      return <KnockScreen view={view} />;
    case "waiting":
      return <WaitingScreen view={view} />;
    case "securing":
      return <SecuringScreen view={view} />;
    case "conversation":
      return <ConversationScreen view={view} draft={draft} />;
    case "ended":
      return <EndedScreen view={view} />;
    case "refused":
      return <RefusedScreen problem={view.problem} onAgain={onAgain} />;
  }
}
