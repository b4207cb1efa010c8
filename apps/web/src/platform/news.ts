/**
 * What an address of the start page says of a room (SR2, SR3): `/?error=room-full`. Taken from the address before
 * anything is shown, so that nobody passes it on or finds it in the history, and told once.
 */
import type { Model } from "../models/views.ts";

export type News = "room-full" | "room-not-found" | "destroyed";

let current: News | null = null;
const listeners = new Set<() => void>();

export const news: Model<News | null> & { readonly dismiss: () => void } = {
  snapshot: () => current,
  subscribe: (changed) => {
    listeners.add(changed);
    return () => {
      listeners.delete(changed);
    };
  },
  dismiss: () => tell(null),
};

/** The start page's address with news of a room. */
export const addressOf = (path: string, said: News): string =>
  `${path}${said === "destroyed" ? "?destroyed=true" : `?error=${said}`}`;

/** What a query says, or null when it says nothing we know. */
export function newsIn(search: string): News | null {
  const asked = new URLSearchParams(search);
  if (asked.get("destroyed") === "true") return "destroyed";
  const error = asked.get("error");
  return error === "room-full" || error === "room-not-found" ? error : null;
}

if (typeof location !== "undefined") {
  takeNews();
  // The page of a room that is over goes by such an address, and one may come back to it.
  addEventListener("popstate", takeNews);
}

function takeNews(): void {
  const { pathname, search } = location;
  const said = newsIn(search);
  if (said === null) return;
  history.replaceState(null, "", pathname);
  tell(said);
}

function tell(said: News | null): void {
  current = said;
  for (const heard of listeners) heard();
}
