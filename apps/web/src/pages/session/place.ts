import type { Words } from "@chatorbit/i18n";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Trouble } from "../../models/views.ts";
import { useSpoken } from "../../words/words.tsx";

/** What is said of a conversation where a session and a room differ. */
export type Place = Omit<Words["room"]["place"], "troubles"> & {
  /** Refusals said in other words than everywhere. */
  readonly troubles: Readonly<Partial<Record<Trouble, Words["trouble"][Trouble]>>>;
};

/** Which way in the screens below belong to. */
export const PlaceContext = createContext<"session" | "room">("session");

/** The words of the place around this component. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  const { words } = useSpoken();
  return place === "room" ? ofRoom(words) : ofSession(words);
}

function ofRoom({ room }: Partial<Words>): Place {
  if (room === undefined) throw new Error('the page did not load the words "room"');
  return room.place;
}

function ofSession({ session, conversation }: Partial<Words>): Place {
  if (session === undefined || conversation === undefined)
    throw new Error('the page did not load the words "session" and "conversation"');
  const { leave, empty, time, verify, info, alarms } = conversation;
  const { title, end } = session;
  return { title, end, leave, empty, time, verify, info, knock: alarms.knock, troubles: {} };
}
