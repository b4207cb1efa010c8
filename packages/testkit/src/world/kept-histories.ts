/**
 * Many lives of rooms, one seed after the other: `bun kept-histories.ts <from> <count>`. Prints what is wrong
 * with which seed, and how far it is; ends with 1 if anything was.
 */
import { keptHistory } from "./kept-history.ts";

const [from = 1, count = 100] = process.argv.slice(2).map(Number);
const began = performance.now();
let bad = 0;

for (let seed = from; seed < from + count; seed += 1) {
  const wrong = await keptHistory(seed).then(
    (verdict) => verdict.wrong,
    (cause: unknown) => [cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)],
  );
  if (wrong.length > 0) {
    bad += 1;
    console.log(`seed ${seed}: ${wrong.join("; ")}`);
  }
  const done = seed - from + 1;
  if (done % 500 === 0 || done === count) {
    const each = (performance.now() - began) / done;
    console.log(`${done} of ${count} histories, ${bad} wrong, ${each.toFixed(1)} ms each`);
  }
}

process.exit(bad === 0 ? 0 : 1);
