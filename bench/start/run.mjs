// From exec to listening, and what the server weighs then. See ../README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { startServer } from "../lib/child.mjs";
import { median, span, table } from "../lib/figures.mjs";
import { rssMb, serverCore } from "../lib/machine.mjs";
import { installPeers } from "../lib/npm.mjs";
import { ours } from "../lib/ours.mjs";
import { bench } from "../lib/paths.mjs";
import { atMost, isQuick, report } from "../lib/report.mjs";

const rounds = isQuick ? 4 : 12;
const servers = [
  { key: "ours", name: "ChatOrbit", how: ours },
  {
    key: "ws",
    name: "Node ws relay",
    how: () => (port) => ({ command: [process.execPath, join(bench, "peers/ws-relay.mjs"), String(port)] }),
  },
];

await report("Start", async () => {
  installPeers();
  const results = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const { key, how } of servers) (results[key] ??= []).push(await startOnce(how));
  }
  const times = (key) => results[key].map((run) => run.ms);
  const weights = (key) => results[key].map((run) => run.mb);
  const rows = servers.map(({ key, name }) => [
    name,
    `${median(times(key)).toFixed(0)} (${span(times(key), 0)})`,
    `${median(weights(key)).toFixed(1)} (${span(weights(key), 1)})`,
  ]);
  return {
    text: [
      `From exec to the first connection that is accepted, and resident memory a second later; median of ${rounds} (least–most), a new data folder each time.`,
      table(["server", "ms", "MB"], rows),
    ].join("\n\n"),
    goals: [
      atMost("exec to listening", 1, median(times("ours")) / 1000, { unit: " s", digits: 2 }),
      atMost("idle", 60, median(weights("ours")), { unit: " MB" }),
    ],
  };
});

async function startOnce(how) {
  const command = how();
  const began = performance.now();
  const server = await startServer(serverCore, command);
  const ms = performance.now() - began;
  await sleep(1_000);
  const mb = rssMb(server.pid);
  await server.stop();
  return { ms, mb };
}
