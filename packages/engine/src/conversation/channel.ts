/** How words travel (ADR 9). What stands above asks it, and never which product it serves. */
import type { Sas } from "../epochs.ts";
import type { Kept } from "../kept/state.ts";
import type { Live } from "../live/state.ts";

export type Channel = Live | Kept;

type Has = { readonly channel: Channel };

/** The live channel of a conversation that has one; asking another is a mistake in this program. */
export function liveOf({ channel }: Has): Live {
  if (channel.is !== "live") throw new Error("not a live channel");
  return channel;
}

/** The kept channel of a conversation that has one; asking another is a mistake in this program. */
export function keptOf({ channel }: Has): Kept {
  if (channel.is !== "kept") throw new Error("not a kept channel");
  return channel;
}

/** The epoch this device writes under, or null while it has no keys to write with. */
export const writesUnder = ({ channel }: Has): number | null =>
  channel.is === "live" ? (channel.epochs.sending?.ep ?? null) : (channel.entries?.ep ?? null);

/** What both people can compare now, or null. */
export const wordsOf = ({ channel }: Has): Sas | null =>
  channel.is === "live" ? channel.epochs.sas : channel.sas;
