/** A reload's new page may ask before the old one let go: it waits this long, ms. */
const patienceMs = 1_500;

/** The name for this tab alone (CRYPTO §7 "Two tabs"); null when another tab has it. */
export const claim = (name: string): Promise<(() => void) | null> =>
  "locks" in navigator ? claimByLock(name) : claimByChannel(name);

function claimByLock(name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const held = navigator.locks.request(
      name,
      { signal: AbortSignal.timeout(patienceMs) },
      () => new Promise<void>((release) => resolve(release)),
    );
    held.catch(() => resolve(null));
  });
}

/** Without Web Locks (plain http): the tabs ask each other, and the oldest keeps the name. */
function claimByChannel(name: string): Promise<(() => void) | null> {
  const channel = new BroadcastChannel(name);
  /** Since when this tab wants it; the random end decides between two of the same moment. */
  const since = performance.timeOrigin + performance.now() + Math.random();
  let isMine = false;
  return new Promise((resolve) => {
    const give = setTimeout(() => {
      isMine = true;
      resolve(() => channel.close());
    }, patienceMs / 5);
    channel.onmessage = ({
      data,
    }: MessageEvent<{ readonly says: "asks" | "taken"; readonly since: number }>) => {
      const isOlder = data.since < since;
      if (data.says === "asks" && (isMine || !isOlder)) channel.postMessage({ says: "taken", since });
      if (isMine || !(isOlder || data.says === "taken")) return;
      clearTimeout(give);
      channel.close();
      resolve(null);
    };
    channel.postMessage({ says: "asks", since });
  });
}
