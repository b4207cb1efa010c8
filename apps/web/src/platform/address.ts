import type { Model } from "../models/views.ts";
import { isLanguage } from "@chatorbit/i18n";
import { keepSecret } from "./arrival.ts";
import { chooseLanguage } from "./language.ts";

const listeners = new Set<() => void>();
let held: { path: string; readonly asked: () => void } | null = null;

/** Where the page is: the path, never a fragment. */
export const address: Model<string> = {
  snapshot: () => location.pathname,
  subscribe: (changed) => {
    if (listeners.size === 0) addEventListener("popstate", wentBack);
    listeners.add(changed);
    return () => {
      listeners.delete(changed);
      if (listeners.size === 0) removeEventListener("popstate", wentBack);
    };
  },
};

/** Goes to a path of ours. A fragment behind a session's path is kept in memory and not shown. */
export function go(target: string, { replace = false } = {}): void {
  const [path = "/", secret = ""] = target.split("#");
  keepSecret(path, secret);
  if (replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  tell();
}

/** The same page goes by another path from now on: nothing is opened anew. */
export function rename(path: string): void {
  history.replaceState(null, "", path);
  if (held !== null) held.path = path;
}

/** While held, going back only asks; the page stays where it is. */
export function holdBack(asked: () => void): () => void {
  const mine = { path: location.pathname, asked };
  held = mine;
  return () => {
    if (held === mine) held = null;
  };
}

/** Follows links to our own pages without loading the page anew. A link to a page's other language chooses it. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  if (link !== undefined && isLanguage(link.hreflang)) chooseLanguage(link.hreflang);
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link === undefined || link.target !== "" || link.origin !== location.origin) return;
  if (link.hash !== "" && link.pathname === location.pathname) return;
  if (link.pathname.startsWith("/api/") || /\.\w+$/.test(link.pathname)) return;
  event.preventDefault();
  go(link.pathname + link.hash);
}

function wentBack(): void {
  if (held === null || location.pathname === held.path) return tell();
  history.pushState(null, "", held.path);
  held.asked();
}

function tell(): void {
  for (const heard of listeners) heard();
}
