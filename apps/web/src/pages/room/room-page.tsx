import { useEffect, useMemo, useState } from "preact/hooks";
import { createRoom, openRoom } from "../../models/room.ts";
import type { SessionView } from "../../models/views.ts";
import { rename } from "../../platform/address.ts";
import { forgetSecret, onSecret, secretOf } from "../../platform/arrival.ts";
import { localPath } from "../../platform/language.ts";
import { addressOf, type News } from "../../platform/news.ts";
import { useSpoken } from "../../words/words.tsx";
import type { PageProps } from "../routes.ts";
import { RoomScreen } from "./room-screen.tsx";

/** The room whose id stands in the address. */
export function RoomPage({ params }: PageProps) {
  const room = params["room"] ?? "";
  const { language } = useSpoken();
  const [attempt, tryAgain] = useState(0);
  const again = () => tryAgain((count) => count + 1);
  const model = useMemo(() => openRoom({ room, fragment: secretOf(room) }), [room, attempt]);
  useEffect(() => {
    // A tab that is closed unmounts nothing: whoever is in a call hears of it, and every device goes off.
    const gone = (event: PageTransitionEvent) => {
      if (!event.persisted) model.close();
    };
    addEventListener("pagehide", gone);
    return () => {
      removeEventListener("pagehide", gone);
      model.close();
    };
  }, [model]);
  useEffect(() => {
    const follow = () => {
      const view = model.snapshot();
      // From here on the device keeps what it needs itself.
      if (view.screen === "conversation" || view.screen === "ended") forgetSecret(room);
      // The address outlives no room either: loaded again, there is a start page that says what became of it.
      const said = newsOf(view);
      if (said !== null) rename(addressOf(localPath("/", language), said));
    };
    follow();
    return model.subscribe(follow);
  }, [model, room, language]);
  useEffect(
    () =>
      onSecret((changed) => {
        if (changed === room) again();
      }),
    [room],
  );
  return <RoomScreen key={attempt} model={model} onAgain={again} onCreate={createRoom} />;
}

/** What a room that cannot be entered any more leaves in the address (SR2, SR3). */
function newsOf(view: SessionView): News | null {
  if (view.screen === "ended") return "destroyed";
  if (view.screen !== "refused") return null;
  switch (view.problem.trouble) {
    case "full":
      return "room-full";
    case "unknown":
    case "ended":
    case "expired":
      return "room-not-found";
    default:
      return null;
  }
}
