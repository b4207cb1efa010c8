import type { Created } from "@chatorbit/client";
import type { SessionModel, SessionView } from "../../models/views.ts";
import { ConversationScreen } from "../session/conversation/late-layers.ts";
import { RefusedScreen } from "../session/late-door-screens.ts";
import { OpeningScreen } from "../session/opening-screen.tsx";
import { PlaceContext } from "../session/place.ts";
import { SessionFrame } from "../session/session-frame.tsx";
import { areRoomLayersHere, DestroyedScreen, fetchRoomLayers } from "./late-layers.ts";
import { RoomKnockScreen } from "./late-knock-screen.ts";

type RoomScreenProps = {
  readonly model: SessionModel;
  /** Opens the room anew, with the secret that is still in memory. */
  readonly onAgain: () => void;
  /** Makes another room; `ttl`: seconds. */
  readonly onCreate: (ttl: number) => Promise<Created>;
};

/** What stands in its log comes with the conversation, so that nothing moves; and with it what is said at the end. */
const lateScreens = {
  knock: RoomKnockScreen,
  refused: RefusedScreen,
  conversation: {
    fetch: async () => {
      await Promise.all([ConversationScreen.fetch(), fetchRoomLayers()]);
    },
    isHere: () => ConversationScreen.isHere() && areRoomLayersHere(),
  },
};

/** Whatever a room shows now. */
export function RoomScreen({ model, onAgain, onCreate }: RoomScreenProps) {
  const screenOf = (view: SessionView, draft: { current: string }) => {
    switch (view.screen) {
      case "knock":
        return <RoomKnockScreen view={view} />;
      case "conversation":
        return <ConversationScreen view={view} draft={draft} />;
      case "ended":
        return <DestroyedScreen view={view} onCreate={onCreate} />;
      case "refused":
        return <RefusedScreen problem={view.problem} onAgain={onAgain} hasCode={false} />;
      // A room can be written in at once: it neither waits nor agrees on keys before anything is shown.
      case "opening":
      case "waiting":
      case "securing":
        return <OpeningScreen />;
    }
  };
  return (
    <PlaceContext.Provider value="room">
      <SessionFrame model={model} lateScreens={lateScreens} screenOf={screenOf} />
    </PlaceContext.Provider>
  );
}
