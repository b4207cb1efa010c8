import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { SessionModel, SessionView } from "../../models/views.ts";
import { Announcer } from "../../ui/announcer.tsx";
import { useModel } from "../../use-model.ts";
import { ConversationScreen, fetchLayers } from "./conversation/late-layers.ts";
import { OpeningScreen } from "./opening-screen.tsx";
import { SessionProvider } from "./session-context.ts";

type LateScreen = { readonly fetch: () => Promise<void>; readonly isHere: () => boolean };

type SessionFrameProps = {
  readonly model: SessionModel;
  /** Screens whose code comes after the page, besides the conversation's. */
  readonly lateScreens?: Readonly<Partial<Record<SessionView["screen"], LateScreen>>>;
  /** `draft`: what was typed and not sent. */
  readonly screenOf: (view: SessionView, draft: { current: string }) => ComponentChildren;
};

const noLateScreens = {};

/** Without a network at the wrong moment, a screen is asked for again this often, ms. */
const againMs = 2_000;

/** What every conversation's page does, whatever the way in and whichever screen it shows. */
export function SessionFrame({ model, lateScreens = noLateScreens, screenOf }: SessionFrameProps) {
  const view = useModel(model);
  const draft = useRef("");
  const [, arrive] = useState(0);
  const isLive = view.screen === "securing" || view.screen === "conversation";
  // What is kept is there again when the page is: only a call would be lost.
  const isKept = view.screen === "conversation" && view.traits.isKept;

  useEffect(() => {
    if (!isLive) return undefined;
    const warn = (event: BeforeUnloadEvent) => {
      if (!isKept || model.calls() !== null) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isLive, isKept, model]);

  // Over may come without a network: the screen that says so must be here by then.
  const hasSeat = isLive || view.screen === "waiting";
  useEffect(() => {
    if (hasSeat) void fetchLayers();
  }, [hasSeat]);

  const screens: Readonly<Partial<Record<SessionView["screen"], LateScreen>>> = {
    conversation: ConversationScreen,
    ...lateScreens,
  };
  const isComing = screens[view.screen]?.isHere() === false;
  useEffect(() => {
    const fetch = () => {
      for (const screen of Object.values(screens))
        void screen.fetch().then(() => arrive((count) => count + 1));
    };
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
      <Announcer>{isComing ? <OpeningScreen /> : screenOf(view, draft)}</Announcer>
    </SessionProvider>
  );
}
