import { describe, expect, test } from "bun:test";
import type { Bus, Ear, Here } from "@chatorbit/relay";
import { freshId } from "./sample.ts";

const here: Here = { role: "host", conn: "c", wire: "1", since: 1, isHere: true, asks: false };

/** An ear that writes down what it hears; `next` resolves when something came. */
function listener() {
  const heard: unknown[] = [];
  let wake = () => {};
  const note = (word: unknown) => {
    heard.push(word);
    wake();
  };
  const ear: Ear = {
    rung: () => note("ring"),
    passed: (to, wire, frame) => note([to, wire, frame]),
    announced: (who) => note(who),
  };
  const next = (count: number) =>
    new Promise<void>((resolve) => {
      wake = () => heard.length >= count && resolve();
      wake();
    });
  return { heard, ear, next };
}

/** What every bus must hold to. `open` gives the buses of so many instances that share one. */
export function busContract(name: string, open: (instances: number) => Promise<readonly Bus[]>): void {
  const openThree = async () => {
    const [a, b, c] = await open(3);
    if (a === undefined || b === undefined || c === undefined) throw new Error("not enough buses");
    return [a, b, c] as const;
  };

  describe(`bus ${name}`, () => {
    test("[BU1] a word reaches every other instance that listens, whole", async () => {
      const [a, b, c] = await openThree();
      const conv = freshId();
      const [atB, atC] = [listener(), listener()];
      await Promise.all([b.listen(conv, atB.ear), c.listen(conv, atC.ear)]);
      const frame = `{"sealed":"${"A".repeat(180_000)}é"}`;
      a.ring(conv);
      a.pass(conv, "guest", "1", frame);
      a.announce(conv, here);
      await Promise.all([atB.next(3), atC.next(3)]);
      for (const { heard } of [atB, atC])
        expect(new Set(heard)).toEqual(new Set(["ring", ["guest", "1", frame], here]));
    });

    test("[BU2] nobody hears their own word, another conversation's, or any after leaving", async () => {
      const [a, b] = await openThree();
      const [conv, other] = [freshId(), freshId()];
      const [atA, atB, gone] = [listener(), listener(), listener()];
      await a.listen(conv, atA.ear);
      await b.listen(conv, atB.ear);
      const leave = await b.listen(other, gone.ear);
      leave();
      a.ring(other);
      a.ring(conv);
      await atB.next(1);
      expect([atA.heard, atB.heard, gone.heard]).toEqual([[], ["ring"], []]);
    });
  });
}
