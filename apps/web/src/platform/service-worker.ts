/** The one Trusted Types policy: it gives out the addresses we built and nothing else. */
type UrlPolicy = { createScriptURL(url: string): string };
type TrustedTypes = { createPolicy(name: string, rules: UrlPolicy): UrlPolicy };

const worker = "/sw.js";
const listeners = new Set<() => void>();
let waiting: ServiceWorker | null = null;

/** Registers the service worker; does nothing where there are none. */
export async function registerServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const rules: UrlPolicy = {
    createScriptURL: (url) => {
      if (url === worker) return url;
      throw new TypeError("not a script of ours");
    },
  };
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("co-worker", rules) ?? rules;
  try {
    const registration = await navigator.serviceWorker.register(policy.createScriptURL(worker));
    watch(registration);
  } catch {
    // Without one the page works, only not offline: private windows and plain http refuse it.
  }
}

/** Whether a newer build waits to be loaded. */
export const update = {
  snapshot: (): boolean => waiting !== null,
  subscribe: (changed: () => void): (() => void) => {
    listeners.add(changed);
    return () => {
      listeners.delete(changed);
    };
  },
};

/** Lets the newer build take over and loads the page anew. */
export function loadUpdate(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage("take over");
}

function watch(registration: ServiceWorkerRegistration): void {
  found(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") found(registration.waiting);
    });
  });
}

function found(worker: ServiceWorker | null): void {
  if (worker === null || navigator.serviceWorker.controller === null) return;
  waiting = worker;
  for (const heard of listeners) heard();
}
