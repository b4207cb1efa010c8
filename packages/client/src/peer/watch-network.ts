/** What a browser says of its networks. */
export type BrowserNetwork = {
  /** Fires `online`. */
  readonly page: EventTarget;
  /** Fires `change` (Network Information API); not every browser has it. */
  readonly connection: EventTarget | null;
  readonly isOnline: () => boolean;
};

export const browserNetwork = (): BrowserNetwork => {
  const connection = "connection" in navigator ? navigator.connection : null;
  return {
    page: window,
    connection: connection instanceof EventTarget ? connection : null,
    isOnline: () => navigator.onLine,
  };
};

/** One change is told in several words, all of them within this time, ms. */
const togetherMs = 50;

/**
 * Another network, the network back, or the machine awake: the path of before is most likely gone.
 * Each change once, because every word costs the call a negotiation, and never without a network:
 * what is gathered then is of no use, and stands in the way of what is gathered after.
 */
export function watchNetwork(
  { page, connection, isOnline }: BrowserNetwork,
  networkChanged: () => void,
  signal: AbortSignal,
): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const heard = () => {
    timer ??= setTimeout(() => {
      timer = null;
      if (isOnline() && !signal.aborted) networkChanged();
    }, togetherMs);
  };
  page.addEventListener("online", heard, { signal });
  connection?.addEventListener("change", heard, { signal });
}
