import type { Device } from "./port.ts";

const sources = { audioinput: "microphone", videoinput: "camera", audiooutput: "speaker" } as const;

/** What this browser can hear and see with; without names until one of them was allowed. */
export async function devices(): Promise<readonly Device[]> {
  // Plain http has no `mediaDevices`: there is nothing to choose from.
  if (!isSecureContext) return [];
  const found = await navigator.mediaDevices.enumerateDevices();
  return found.map(({ kind, deviceId, label }) => ({ source: sources[kind], id: deviceId, label }));
}

/** One was plugged in or taken out. */
export function watchDevices(changed: () => void, signal: AbortSignal): void {
  if (isSecureContext) navigator.mediaDevices.addEventListener("devicechange", changed, { signal });
}
