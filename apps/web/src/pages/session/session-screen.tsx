import { useEffect, useRef } from "preact/hooks";
import type { SessionModel, SessionView } from "../../models/views.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useModel } from "../../use-model.ts";
import { ConversationScreen } from "./conversation/conversation-screen.tsx";
import {
  EndedScreen,
  fetchLayers,
  RefusedScreen,
  SecuringScreen,
  WaitingScreen,
} from "./conversation/late-layers.ts";
import { KnockScreen } from "./knock-screen.tsx";
import { OpeningScreen } from "./opening-screen.tsx";
import { SessionProvider } from "./session-context.ts";

type SessionScreenProps = {
  readonly model: SessionModel;
  /** Opens the session anew, with the secret that is still in memory. */
  readonly onAgain: () => void;
};

/** Whatever a session shows now. */
export function SessionScreen({ model, onAgain }: SessionScreenProps) {
  const view = useModel(model);
  const draft = useRef("");
  const isLive = view.screen === "securing" || view.screen === "conversation";

  useEffect(() => {
    if (!isLive) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isLive]);

  // Over or refused may come without a network: the screen that says so must be here by then.
  useEffect(() => void fetchLayers(), []);

  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else document.querySelector<HTMLElement>("[data-focus-first]")?.focus();
  }, [view.screen]);

  return (
    <SessionProvider value={model}>
      <Announcer>{screenOf(view, onAgain, draft)}</Announcer>
    </SessionProvider>
  );
}

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
