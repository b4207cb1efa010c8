/** What a key does on a focused message. */
export type MessageKey = "up" | "down" | "reply" | "react" | "copy" | "remove" | "menu" | "first" | "last";

const keys: Readonly<Record<string, MessageKey>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
  Enter: "menu",
  Delete: "remove",
  Backspace: "remove",
  r: "reply",
  e: "react",
  c: "copy",
};

/** The act of a key press, or null: with a modifier it belongs to the browser. */
export function messageKey(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">,
): MessageKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return keys[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
