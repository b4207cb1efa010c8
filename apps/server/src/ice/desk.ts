import { isIP } from "node:net";
import type { IceAnswer, IceWarning } from "@chatorbit/protocol";
import type { Random } from "@chatorbit/relay";
import { lifetime, turnLogin } from "./credentials.ts";
import { type IceEntry, type IceSettings, isTurn } from "./settings.ts";
import { isUnroutable, parseIceUrl } from "./url.ts";

/** What devices are told about servers for calls (CA3). */
export type IceDesk = {
  readonly warnings: readonly IceWarning[];
  /** The list with fresh credentials; `now` is what devices measure the expiry against, ms. */
  readonly answer: (now: number) => IceAnswer;
};

export type IceDeskParts = {
  readonly random: Random;
  /**
   * The machine's date, ms since 1970. Not the relay's clock, which keeps the date it started with:
   * the TURN server compares the expiry with its own machine's date.
   */
  readonly date: () => number;
  /** For tests: the devices run on this machine, so a server on it is no mistake. */
  readonly hasLocalDevices?: boolean;
};

export function iceDesk(
  settings: IceSettings,
  { random, date, hasLocalDevices = false }: IceDeskParts,
): IceDesk {
  const isUsable = (url: string) => hasLocalDevices || !isUnroutable(hostOf(url));
  const urls = settings.servers.flatMap((entry) => entry.urls);
  const usable = settings.servers
    .map((entry) => ({ ...entry, urls: entry.urls.filter(isUsable) }))
    .filter((entry) => entry.urls.length > 0);
  const warnings: readonly IceWarning[] = [
    ...[...new Set(urls)]
      .filter((url) => !isUsable(url))
      .map((url) => ({ code: "unroutable", url }) as const),
    ...oneFamily(urls.filter(isUsable)),
  ];
  const { turnSecret } = settings;
  const isMinted = ({ urls, login }: IceEntry) => login === null && urls.some(isTurn);

  function answer(now: number): IceAnswer {
    const at = date();
    const expiry = Math.floor(at / 1000) + lifetime;
    const id = Buffer.from(random.bytes(12)).toString("base64url");
    const minted = turnSecret === null ? null : turnLogin(turnSecret, expiry, id);
    return {
      iceServers: usable.map((entry) => ({
        urls: [...entry.urls],
        ...(isMinted(entry) ? minted : entry.login),
      })),
      expires_at: usable.some(isMinted) ? instant(now + expiry * 1000 - at) : null,
      server_time: instant(now),
      warnings: [...warnings],
    };
  }

  return { warnings, answer };
}

const hostOf = (url: string): string => parseIceUrl(url)?.host ?? "";

/** Addresses of one family only: devices in a network of the other cannot use any. */
function oneFamily(urls: readonly string[]): readonly IceWarning[] {
  const families = new Set(urls.map((url) => isIP(hostOf(url))));
  // 0: a name, which may stand for both.
  if (families.size !== 1 || families.has(0)) return [];
  return [{ code: families.has(4) ? "only-ipv4" : "only-ipv6" }];
}

const instant = (ms: number): string => new Date(ms).toISOString();
