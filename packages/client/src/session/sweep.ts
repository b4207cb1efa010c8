/** What sessions left behind whose page was closed before they were over. */
import { keepNames, readRecord } from "@chatorbit/engine/record";
import { fitJson, v } from "@chatorbit/protocol";
import type { Ports } from "../ports.ts";

/**
 * Forgets every record, waiting message and guess count of a session whose time has passed
 * (TS7: nothing outlives its session here). `spared` is the token whose own page says so itself.
 */
export async function sweep({ vault, now }: Ports, spared: string | null = null): Promise<void> {
  for (const name of await vault.list("tab", keepNames.record(""))) {
    const token = name.slice(keepNames.record("").length);
    if (token === spared) continue;
    const record = readRecord(await vault.read("tab", name));
    const until = record?.expires ?? record?.facts?.validUntil ?? 0;
    if (until > now()) continue;
    await vault.write("tab", name, null);
    await vault.write("tab", keepNames.waiting(token), null);
    await vault.write("shared", keepNames.guesses(token), null);
  }
  // Counts of other tabs, closed long ago.
  for (const name of await vault.list("shared", keepNames.guesses(""))) {
    const count = fitJson(v.object({ until: v.number() }), (await vault.read("shared", name)) ?? "");
    if (count !== null && count.until <= now()) await vault.write("shared", name, null);
  }
}

/** A room whose time is not over, and when it is, ms. */
export type OpenRoom = { readonly room: string; readonly expires: number };

/**
 * The same of rooms: what a closed page left goes once the room's time is over, whoever opens this origin next (SR3).
 * Resolves with those that are open.
 */
export async function sweepRooms(
  { vault, now }: Ports,
  spared: string | null = null,
): Promise<readonly OpenRoom[]> {
  const open: OpenRoom[] = [];
  for (const name of await vault.list("sealed", keepNames.link(""))) {
    const room = name.slice(keepNames.link("").length);
    if (room === spared) continue;
    const record = fitJson(
      v.object({ expires: v.nullable(v.number()) }),
      (await vault.read("sealed", name)) ?? "",
    );
    // Without a time it was never opened: what cannot be read opens nothing either.
    const expires = record?.expires ?? 0;
    if (expires > now()) open.push({ room, expires });
    else
      for (const each of [name, keepNames.own(room), keepNames.waiting(room)])
        await vault.write("sealed", each, null);
  }
  return open;
}
