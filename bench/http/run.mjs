// Issuing tokens and taking seats, against the same on FastAPI and SQLite. See ../README.md.
import { join } from "node:path";
import { run, startServer } from "../lib/child.mjs";
import { uvicorn, whyNoFastapi } from "../lib/fastapi.mjs";
import { median, ratio, span, table } from "../lib/figures.mjs";
import { loadCore, serverCore } from "../lib/machine.mjs";
import { startOurs } from "../lib/ours.mjs";
import { bench } from "../lib/paths.mjs";
import { tempPath } from "../lib/temp.mjs";
import { inTurn, rounds } from "../lib/rounds.mjs";
import { atLeast, isQuick, report } from "../lib/report.mjs";

const seconds = isQuick ? 1.5 : 3;

await report("Tokens over HTTP", async () => {
  const why = whyNoFastapi();
  const servers = [{ key: "ours", name: "ChatOrbit", server: await startOurs() }];
  if (why === null) servers.push({ key: "fastapi", name: "FastAPI + SQLite", server: await startFastapi() });
  for (const { server } of servers) await load(server, 1);
  const results = {};
  for (const round of isQuick ? [0, 1] : rounds(6, 140_000)) {
    for (const { key, server } of inTurn(servers, round)) {
      (results[key] ??= []).push(await load(server, seconds));
    }
  }
  for (const { server } of servers) await server.stop();
  return {
    text: describe(servers, results),
    goals: judge(results),
    leftOut: why ? [`FastAPI: ${why}`] : [],
  };
});

function startFastapi() {
  return startServer(serverCore, uvicorn("fastapi_tokens", { DATABASE: tempPath("tokens.db") }));
}

async function load({ port, pid }, time) {
  const command = [process.execPath, join(bench, "http/load.mjs"), port, pid, time].map(String);
  return JSON.parse(await run(loadCore, command, { timeout: 60_000 }));
}

function values(runs, what, figure) {
  return runs.map((round) => round[what][figure]);
}

function describe(servers, results) {
  const rows = servers.map(({ key, name }) => [
    name,
    ...["issue", "join"].flatMap((what) => {
      const perCpu = values(results[key], what, "perCpuSecond");
      const rate = median(values(results[key], what, "perSecond"));
      return [`${median(perCpu).toFixed(0)} (${span(perCpu, 0)})`, rate.toFixed(0)];
    }),
  ]);
  return [
    `Requests per second of the server's CPU time, median of ${results.ours.length} alternating rounds (least–most), and per second ` +
      "of the clock. 50 connections; every answer after its commit reached the disk (synchronous=FULL), every address counted.",
    table(["server", "issue / CPU s", "issue / s", "join / CPU s", "join / s"], rows),
  ].join("\n\n");
}

function judge({ ours, fastapi }) {
  return ["issue", "join"].map((what) => {
    const better = fastapi
      ? ratio(values(ours, what, "perCpuSecond"), values(fastapi, what, "perCpuSecond"))
      : null;
    return atLeast(`${what}: requests per CPU second against FastAPI + SQLite`, 2.5, better, {
      unit: "×",
      digits: 2,
    });
  });
}
