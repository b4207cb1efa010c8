import { expect, test } from "bun:test";
import { type Machine, run } from "./machine.ts";

/** Asks for the effects it is told to. */
const echo: Machine<number, { type: "do"; what: readonly string[] }, string> = {
  initial: 0,
  step: (state, input) => (input.type === "tick" ? [state, []] : [state + 1, input.what]),
  dueAt: () => null,
};

function hands(slow: ReadonlySet<string>, broken: ReadonlySet<string> = new Set()) {
  const done: string[] = [];
  const failed: string[] = [];
  const release: (() => void)[] = [];
  const running = run(echo, {
    now: () => 0,
    random: (length) => new Uint8Array(length),
    changed: () => {},
    failed: (_, effect) => void failed.push(effect),
    perform: (effect) => {
      if (broken.has(effect) && !slow.has(effect)) throw new Error(effect);
      if (!slow.has(effect)) return void done.push(effect);
      return new Promise<void>((resolve, reject) => {
        release.push(() => {
          if (broken.has(effect)) return reject(new Error(effect));
          done.push(effect);
          resolve();
        });
      });
    },
  });
  return { running, done, failed, release };
}

test("[CRYPTO §2] written, THEN sent: what is behind a slow write waits for it, also what later steps asked for", async () => {
  const { running, done, release } = hands(new Set(["write"]));
  running.send({ type: "do", what: ["a", "write", "send"] });
  running.send({ type: "do", what: ["later"] });
  expect(done).toEqual(["a"]);
  release[0]?.();
  await running.settled();
  expect(done).toEqual(["a", "write", "send", "later"]);
});

test("[CRYPTO §2] when a write fails nothing asked for behind it happens, of no step", async () => {
  for (const isSlow of [true, false]) {
    const { running, done, failed, release } = hands(new Set(isSlow ? ["write"] : []), new Set(["write"]));
    running.send({ type: "do", what: ["a", "write", "send"] });
    if (isSlow) running.send({ type: "do", what: ["later"] });
    release[0]?.();
    await running.settled();
    expect(done).toEqual(["a"]);
    expect(failed).toEqual(["write"]);
    running.send({ type: "do", what: ["afterwards"] });
    expect(done).toEqual(["a", "afterwards"]);
  }
});
