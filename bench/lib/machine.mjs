// Linux only: everything is measured from /proc and pinned with taskset.
import { readFileSync } from "node:fs";

const cores = coresOf(readFileSync("/proc/self/status", "utf8"));

/** The server has one core, the load another, so that neither takes the other's time. */
export const serverCore = cores[0];
export const loadCore = cores.at(-1);

function coresOf(status) {
  const list = /Cpus_allowed_list:\s*(\S+)/.exec(status)[1];
  return list.split(",").flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** Seconds on a core, all threads of the process. In hundredths: measure over some seconds. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory, MB. */
export function rssMb(pid) {
  return Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}

/** Of all the time of all cores since the last call, the share that somebody worked, 0 to 1. */
export function busyMeter() {
  let before = read();
  return () => {
    const after = read();
    const share = (after.busy - before.busy) / Math.max(1, after.all - before.all);
    before = after;
    return share;
  };

  function read() {
    const ticks = readFileSync("/proc/stat", "utf8")
      .split("\n")[0]
      .trim()
      .split(/\s+/)
      .slice(1, 9)
      .map(Number);
    const all = ticks.reduce((sum, each) => sum + each, 0);
    return { all, busy: all - ticks[3] - ticks[4] };
  }
}
