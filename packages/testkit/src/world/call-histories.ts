/**
 * Many histories of calls, one seed after the other: `bun call-histories.ts <from> <count>`. Prints
 * what is wrong with which seed, and how far it is; ends with 1 if anything was.
 */
import { callHistory } from "./call-history.ts";

const [from = 1, count = 100] = process.argv.slice(2).map(Number);
const began = performance.now();
let bad = 0;
let connected = 0;
let recorded = 0;
let stray: unknown = null;
process.on("unhandledRejection", (cause) => (stray = cause));

const words = (cause: unknown) => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));

for (let seed = from; seed < from + count; seed += 1) {
  const wrong = await callHistory(seed).then(
    (verdict) => {
      connected += verdict.wasConnected ? 1 : 0;
      recorded += verdict.wasRecorded ? 1 : 0;
      return verdict.wrong;
    },
    (cause: unknown) => [words(cause)],
  );
  if (wrong.length > 0 || stray !== null) {
    bad += 1;
    console.log(`seed ${seed}: ${[...wrong, ...(stray === null ? [] : [words(stray)])].join("; ")}`);
    stray = null;
  }
  const done = seed - from + 1;
  if (done % 500 === 0 || done === count) {
    const each = (performance.now() - began) / done;
    const worth = `${connected} connected, ${recorded} recorded`;
    const verdict = bad === 0 ? "none wrong" : `${bad} wrong`;
    console.log(`${done} of ${count} call histories, ${verdict}; ${worth}, ${each.toFixed(1)} ms each`);
  }
}

process.exit(bad === 0 ? 0 : 1);
