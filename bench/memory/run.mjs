// What a server keeps in memory: idle, with people talking, with people silent. See ../README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { median, table } from "../lib/figures.mjs";
import { generate } from "../lib/generator.mjs";
import { rssMb } from "../lib/machine.mjs";
import { installPeers } from "../lib/npm.mjs";
import { startRelays } from "../lib/relays.mjs";
import { atMost, isQuick, report } from "../lib/report.mjs";

const active = 1_000;
const silent = isQuick ? 2_000 : 5_000;
const rounds = isQuick ? 1 : 2;
const keys = ["ws", "socketIo", "ours"];
/** Seconds of talk; the memory that counts is that of the whole process after it. */
const talk = { rate: 2_000, warm: 1, seconds: isQuick ? 3 : 10 };
const silence = { seconds: isQuick ? 4 : 15 };

await report("Memory", async () => {
  installPeers();
  const results = {};
  for (let round = 0; round < rounds; round += 1) {
    // Side by side: what one takes of the other's time changes nothing about its memory.
    const runs = keys.map(async (key) => {
      const talking = await measure(key, active, talk);
      const waiting = await measure(key, silent, silence);
      (results[key] ??= []).push({ ...talking, waiting });
    });
    await Promise.all(runs);
  }
  return { text: describe(results), goals: judge(results) };
});

/** A fresh server each time, alone: memory that was used once is not always given back. */
async function measure(key, pairs, load) {
  const [relay] = await startRelays([key]);
  const { server, name, makePlan } = relay;
  await sleep(1_500);
  const idle = rssMb(server.pid);
  relay.plan = await makePlan(pairs);
  const joined = rssMb(server.pid);
  const result = await generate(relay, load);
  await server.stop();
  return {
    name,
    idle,
    joined,
    connected: result.rssConnectedKb / 1024,
    peak: result.rssPeakKb / 1024,
    after: result.rssAfterKb / 1024,
    sockets: result.sockets,
  };
}

function all(runs, figure) {
  return median(runs.map(figure));
}

function perSocketKb({ waiting }) {
  return (1024 * (waiting.after - waiting.idle)) / waiting.sockets;
}

function describe(results) {
  const rows = keys.map((key) => {
    const runs = results[key];
    const name = runs[0].name;
    const mb = (figure) => all(runs, figure).toFixed(1);
    const perSocket = all(runs, perSocketKb);
    return [
      name,
      mb((run) => run.idle),
      mb((run) => run.joined - run.idle),
      mb((run) => run.connected - run.idle),
      mb((run) => run.peak - run.idle),
      mb((run) => run.after - run.idle),
      perSocket.toFixed(2),
      (2 * perSocket).toFixed(2),
    ];
  });
  return [
    `Resident memory in MB, median of ${rounds}. ${active} sessions (${2 * active} sockets) exchange ${talk.rate} messages a ` +
      `second for ${talk.warm + talk.seconds} s; then, in a fresh server, ${2 * silent} sockets sit idle for ${silence.seconds} s ` +
      `(ours answer a heartbeat every 2 s meanwhile). Our sessions are issued and joined over HTTP first; the peers' cost them nothing.`,
    table(
      [
        "server",
        "idle",
        "+ joined",
        "+ connected",
        "+ most while talking",
        "+ after talking",
        `KB per idle socket of ${2 * silent}`,
        "KB per session",
      ],
      rows,
    ),
  ].join("\n\n");
}

function judge({ ours }) {
  const sockets = (2 * silent).toLocaleString("en");
  return [
    atMost(
      "idle",
      60,
      all(ours, (run) => run.idle),
      " MB",
    ),
    atMost(
      "above idle, 1,000 sessions talking (most)",
      10,
      all(ours, (run) => run.peak - run.idle),
      " MB",
    ),
    atMost(`per idle connection at ${sockets}`, 5, all(ours, perSocketKb), " KB", 2),
  ];
}
