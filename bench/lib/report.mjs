// Every command ends in a report: printed as markdown, handed to all.mjs as JSON.
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { busyMeter } from "./machine.mjs";
import { table } from "./figures.mjs";

/** @typedef {{ what: string, wanted: string, measured: string, isMet: boolean | null }} Goal */
/** @typedef {{ title: string, text: string, goals: Goal[], leftOut: string[] }} Report */

export const isQuick = process.argv.includes("--quick");

/**
 * The value may be at most the limit. Null: not measured. Not sure: measured, but the machine was so
 * busy with other work that it says little.
 * @param {{ unit?: string, digits?: number, isSure?: boolean }} [how]
 */
export const atMost = (what, limit, value, how = {}) => goal(what, "≤", limit, value, how);

/** The value must be at least the limit. */
export const atLeast = (what, limit, value, how = {}) => goal(what, "≥", limit, value, how);

function goal(what, sign, limit, value, { unit = "", digits = 1, isSure = true }) {
  const wanted = `${sign} ${limit}${unit}`;
  if (value === null) return { what, wanted, measured: "not measured", isMet: null };
  const shown = value.toFixed(digits);
  if (!isSure) return { what, wanted, measured: `${shown}${unit}, machine too busy`, isMet: null };
  const isMet = sign === "≤" ? Number(shown) <= limit : Number(shown) >= limit;
  return { what, wanted, measured: `${shown}${unit}`, isMet };
}

/** The truth lies between two values: met or missed only when both say so. */
export function atMostBetween(what, limit, [low, high], how) {
  const goals = [atMost(what, limit, low, how), atMost(what, limit, high, how)];
  const isMet = goals[0].isMet === goals[1].isMet ? goals[0].isMet : null;
  return { ...goals[0], measured: goals.map(({ measured }) => measured).join(" to "), isMet };
}

/** A goal in one word. */
export const word = (isMet) => (isMet === null ? "–" : isMet ? "met" : "MISSED");

const goalTable = (goals) =>
  table(
    ["goal", "wanted", "measured", ""],
    goals.map(({ what, wanted, measured, isMet }) => [what, wanted, measured, word(isMet)]),
  );

/** Runs one measurement and reports it. Fails only when something could not run. */
export async function report(title, measure) {
  const busy = busyMeter();
  const began = performance.now();
  let result;
  try {
    result = { leftOut: [], ...(await measure()) };
  } catch (cause) {
    console.error(cause);
    result = { text: "", goals: [], leftOut: [`all of it: ${cause.message}`] };
  }
  const { text, goals, leftOut } = result;
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const moment = `${seconds} s on ${cpus().length} cores that were ${(100 * busy()).toFixed(0)} % busy (load average at the end ${loadavg()[0].toFixed(1)})${isQuick ? ", quick" : ""}`;
  const missing = leftOut.map((why) => `Left out: ${why}.`);
  const verdict = goals.length > 0 ? goalTable(goals) : "";
  const markdown = [`## ${title}`, text, ...missing, verdict, moment]
    .filter((part) => part !== "")
    .join("\n\n");
  console.log(`${markdown}\n`);
  const file = process.env.BENCH_REPORT;
  if (file) writeFileSync(file, JSON.stringify({ title, markdown, goals, leftOut }));
  process.exit(leftOut.length === 0 ? 0 : 1);
}
