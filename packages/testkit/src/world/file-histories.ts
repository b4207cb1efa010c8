/**
 * Many histories of files, one seed after the other: `bun file-histories.ts <from> <count>`. Prints
 * what is wrong with which seed, and how far it is; ends with 1 if anything was.
 */
import { fileHistory } from "./file-history.ts";

const [from = 1, count = 100] = process.argv.slice(2).map(Number);
const began = performance.now();
let bad = 0;
let arrived = 0;

const words = (cause: unknown) => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));

for (let seed = from; seed < from + count; seed += 1) {
  const wrong = await fileHistory(seed).then(
    (verdict) => {
      arrived += verdict.arrived;
      return verdict.wrong;
    },
    (cause: unknown) => [words(cause)],
  );
  if (wrong.length > 0) {
    bad += 1;
    console.log(`seed ${seed}: ${wrong.join("; ")}`);
  }
  const done = seed - from + 1;
  if (done % 500 === 0 || done === count) {
    const each = (performance.now() - began) / done;
    const verdict = bad === 0 ? "none wrong" : `${bad} wrong`;
    console.log(
      `${done} of ${count} file histories, ${verdict}; ${arrived} arrived, ${each.toFixed(1)} ms each`,
    );
  }
}

process.exit(bad === 0 ? 0 : 1);
