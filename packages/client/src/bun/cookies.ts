import type { SeatHeaders } from "../web/network.ts";

/**
 * The cookies of one server, while the process lives: seats of rooms (SR2). `origin` goes with them, for the server
 * counts a cookie only with the word of a page that may use it.
 */
export function cookies(origin: string): SeatHeaders {
  const kept = new Map<string, string>();
  return {
    sent: () => {
      const pairs = [...kept].map(([name, value]) => `${name}=${value}`);
      return pairs.length === 0 ? { origin } : { origin, cookie: pairs.join("; ") };
    },
    heard: (headers) => {
      for (const line of headers.getSetCookie()) {
        const [pair = ""] = line.split(";");
        const at = pair.indexOf("=");
        const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
        if (at < 1) continue;
        if (value === "" || /;\s*max-age=0\b/i.test(line)) kept.delete(name);
        else kept.set(name, value);
      }
    },
  };
}
