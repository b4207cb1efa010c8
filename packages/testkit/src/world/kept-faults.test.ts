import { expect, test } from "bun:test";
import type { Down } from "@chatorbit/protocol";
import { keptHistory } from "./kept-history.ts";
import type { World } from "./world.ts";

type Told = Extract<Down, { readonly type: "ev" }>;

/** What a server that keeps the chain of cursors whole makes of what it tells: itself, others, or nothing. */
const tells =
  (lie: (told: Told, count: number, device: string) => readonly Told["entry"][]) =>
  (world: World): void => {
    const last = new Map<string, string>();
    let count = 0;
    world.net.meddle = (text, way, device) => {
      if (way === "up") return [text];
      const frame = JSON.parse(text) as Down;
      if (frame.type === "welcome") last.set(device, frame.c ?? "");
      if (frame.type === "caught_up") return [JSON.stringify({ ...frame, c: last.get(device) ?? frame.c })];
      if (frame.type !== "ev") return [text];
      count += 1;
      return lie(frame, count, device).map((entry, index) => {
        const [p, c] = [last.get(device) ?? frame.p, `${frame.c}${"x".repeat(index)}`];
        last.set(device, c);
        return JSON.stringify({ ...frame, p, c, entry });
      });
    };
  };

const isWord = ({ entry }: Told): boolean => entry.sealed?.type === "message";

const faults: Readonly<Record<string, (world: World) => void>> = {
  "leaves out every fifth word": tells((told, count) =>
    isWord(told) && count % 5 === 0 ? [] : [told.entry],
  ),
  "empties every fifth word": tells((told, count) => [
    isWord(told) && count % 5 === 0 ? { ...told.entry, sealed: null } : told.entry,
  ]),
  "gives every fourth word another place": tells((told, count) => [
    isWord(told) && count % 4 === 0 ? { ...told.entry, seq: told.entry.seq + 3 } : told.entry,
  ]),
  "says of every fifth entry that the other one wrote it": tells(({ entry }, count) => [
    count % 5 === 0 ? { ...entry, by: entry.by === "host" ? "guest" : "host" } : entry,
  ]),
};

for (const [fault, plant] of Object.entries(faults)) {
  test(`[SR4] a server that ${fault} is found out`, async () => {
    const found: number[] = [];
    for (let seed = 1; seed <= 6; seed += 1) {
      if ((await keptHistory(seed, plant)).wrong.length > 0) found.push(seed);
    }
    expect(found.length).toBeGreaterThan(0);
  }, 120_000);
}

test("[SR4] entries told twice, and a chain that breaks, are no harm", async () => {
  const again = tells(({ entry }, count) => (count % 3 === 0 ? [entry, entry] : [entry]));
  const broken = (world: World): void => {
    let count = 0;
    world.net.meddle = (text, way) =>
      way === "down" && text.startsWith('{"type":"ev"') && (count += 1) % 9 === 0 && count < 80 ? [] : [text];
  };
  for (const plant of [again, broken]) {
    for (let seed = 1; seed <= 4; seed += 1)
      expect(await keptHistory(seed, plant)).toMatchObject({ seed, wrong: [] });
  }
}, 120_000);
