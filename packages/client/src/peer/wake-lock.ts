/** Keeps the screen on until the returned function is called; a browser that cannot is none the worse. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  let isAsking = false;
  // Browsers drop the lock with every hiding of the page.
  const take = async () => {
    if (isOver || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    // One lock at a time: of two only the later could ever be let go.
    if (isAsking || lock?.released === false) return;
    isAsking = true;
    const taken = await navigator.wakeLock.request("screen").catch(() => null);
    isAsking = false;
    if (isOver) void taken?.release();
    else lock = taken;
  };
  document.addEventListener("visibilitychange", take);
  void take();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", take);
    void lock?.release();
  };
}
