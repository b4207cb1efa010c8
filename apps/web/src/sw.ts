/**
 * Keeps the shell and the built files for times without network. It never touches the API, never
 * keeps an answer that was not part of the build, and never looks behind a path.
 */
const scope = globalThis as unknown as ServiceWorkerGlobalScope;

/** Written by the build: the build's id and the paths it made. */
declare const BUILD: { readonly id: string; readonly files: readonly string[] };

const store = `chatorbit-${BUILD.id}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(caches.open(store).then((cache) => cache.addAll([...BUILD.files])));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder().then(() => scope.clients.claim()));
});

scope.addEventListener("message", (event) => {
  if (event.data === "take over") void scope.skipWaiting();
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== scope.location.origin || pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => kept(pathname)));
  } else if (pathname.startsWith("/assets/")) {
    event.respondWith(caches.match(pathname).then((found) => found ?? fetch(request)));
  }
});

/** The page to show without network: the shell for a conversation, a kept page, or the offline page. */
async function kept(pathname: string): Promise<Response> {
  const cache = await caches.open(store);
  const isConversation = /^(\/\w\w)?\/(session|room)\//.test(pathname);
  const name = isConversation ? "/shell.html" : pathname;
  return (await cache.match(name)) ?? (await cache.match("/offline")) ?? Response.error();
}

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("chatorbit-") && name !== store);
  await Promise.all(old.map((name) => caches.delete(name)));
}
