import { useEffect, useRef } from "preact/hooks";
import type { SessionModel, SessionView } from "../../models/views.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useModel } from "../../use-model.ts";
import { EndedScreen, fetchLayers } from "./conversation/late-layers.ts";
import { RefusedScreen } from "./end/refused-screen.tsx";
import { KnockScreen } from "./knock-screen.tsx";
import { ConversationScreen } from "./late-conversation.ts";
import { OpeningScreen } from "./opening-screen.tsx";
import { SecuringScreen } from "./securing-screen.tsx";
import { SessionProvider } from "./session-context.ts";
import { WaitingScreen } from "./waiting-screen.tsx";

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

  useEffect(() => void ConversationScreen.fetch(), []);

  // Over may come without a network: the screen that says so must be here by then.
  const hasSeat = isLive || view.screen === "waiting";
  useEffect(() => {
    if (hasSeat) fetchLayers();
  }, [hasSeat]);

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
