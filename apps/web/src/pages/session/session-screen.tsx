import { useEffect, useRef, useState } from "preact/hooks";
import type { SessionModel, SessionView } from "../../models/views.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useModel } from "../../use-model.ts";
import { ConversationScreen, EndedScreen, fetchLayers } from "./conversation/late-layers.ts";
import { RefusedScreen } from "./end/refused-screen.tsx";
import { KnockScreen } from "./knock-screen.tsx";
import { OpeningScreen } from "./opening-screen.tsx";
import { SecuringScreen } from "./securing-screen.tsx";
import { SessionProvider } from "./session-context.ts";
import { WaitingScreen } from "./waiting-screen.tsx";

type SessionScreenProps = {
  readonly model: SessionModel;
  /** Opens the session anew, with the secret that is still in memory. */
  readonly onAgain: () => void;
};

/** Without a network at the wrong moment, the conversation's screen is asked for again this often, ms. */
const againMs = 2_000;

/** Whatever a session shows now. */
export function SessionScreen({ model, onAgain }: SessionScreenProps) {
  const view = useModel(model);
  const draft = useRef("");
  const [, arrive] = useState(0);
  const isLive = view.screen === "securing" || view.screen === "conversation";

  useEffect(() => {
    if (!isLive) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isLive]);

  // Over may come without a network: the screen that says so must be here by then.
  const hasSeat = isLive || view.screen === "waiting";
  useEffect(() => {
    if (hasSeat) void fetchLayers();
  }, [hasSeat]);

  const isComing = view.screen === "conversation" && !ConversationScreen.isHere();
  useEffect(() => {
    const fetch = () => void ConversationScreen.fetch().then(() => arrive((count) => count + 1));
    fetch();
    if (!isComing) return undefined;
    const again = setInterval(fetch, againMs);
    return () => clearInterval(again);
  }, [isComing]);

  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else document.querySelector<HTMLElement>("[data-focus-first]")?.focus();
  }, [view.screen, isComing]);

  return (
    <SessionProvider value={model}>
      <Announcer>{isComing ? <OpeningScreen /> : screenOf(view, onAgain, draft)}</Announcer>
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
