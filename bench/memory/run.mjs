// What a server keeps in memory: idle, with people talking, with people silent. See ../README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { median, table } from "../lib/figures.mjs";
import { generate } from "../lib/generator.mjs";
import { rssMb } from "../lib/machine.mjs";
import { installPeers } from "../lib/npm.mjs";
import { startRelays } from "../lib/relays.mjs";
import { rounds } from "../lib/rounds.mjs";
import { atMost, isQuick, report } from "../lib/report.mjs";

const keys = ["ws", "socketIo", "ours"];
const active = 1_000;
const silent = isQuick ? 2_000 : 5_000;
const settleMs = 1_500;
/** What a server does before it counts as one that has worked: by then its code is compiled. */
const work = { pairs: 50, rate: 2_000, seconds: 2 };
const talk = { rate: 2_000, warm: 1, seconds: isQuick ? 3 : 10 };
const silence = { seconds: isQuick ? 4 : 15 };

await report("Memory", async () => {
  installPeers();
  const results = {};
  for (const _ of isQuick ? [0] : rounds(2, 160_000)) {
    // Side by side: what one takes of the other's time changes nothing about its memory.
    const runs = keys.map(async (key) => {
      const run = { ...(await measureTalk(key)), ...(await measureSilence(key)) };
      (results[key] ??= []).push(run);
    });
    await Promise.all(runs);
  }
  return { text: describe(results), goals: judge(results) };
});

/** One server through its day. All figures in MB. */
async function measureTalk(key) {
  const [relay] = await startRelays([key]);
  const { server, name } = relay;
  await sleep(settleMs);
  const idle = rssMb(server.pid);
  const { pairs, ...load } = work;
  await generate({ ...relay, plan: await relay.makePlan(pairs) }, load);
  await sleep(settleMs);
  const worked = rssMb(server.pid);
  const plan = await relay.makePlan(active);
  const joined = rssMb(server.pid);
  const result = await generate({ ...relay, plan }, talk);
  await server.stop();
  return {
    name,
    idle,
    worked,
    joined,
    connected: result.rssConnectedKb / 1024,
    peak: result.rssPeakKb / 1024,
  };
}

/** A server that has just started again and to which everybody comes back, and then is silent. */
async function measureSilence(key) {
  const [first] = await startRelays([key]);
  const plan = await first.makePlan(silent);
  const relay = await first.restarted();
  await sleep(settleMs);
  const before = rssMb(relay.server.pid);
  const result = await generate({ ...relay, plan }, silence);
  await relay.server.stop();
  return { perSocketKb: (result.rssPeakKb - 1024 * before) / result.sockets };
}

function describe(results) {
  const rows = keys.map((key) => {
    const runs = results[key];
    const above = (figure) => `+ ${median(runs.map((run) => run[figure] - run.idle)).toFixed(1)}`;
    const perSocket = middle(runs, "perSocketKb");
    return [
      runs[0].name,
      middle(runs, "idle").toFixed(1),
      ...["worked", "joined", "connected", "peak"].map(above),
      perSocket.toFixed(2),
      (2 * perSocket).toFixed(2),
    ];
  });
  return [
    `Resident memory, MB above idle; median of ${results.ours.length}. "worked": ${work.pairs} sessions have come, talked and gone. ` +
      `"joined": ${active.toLocaleString("en")} sessions more, issued and joined over HTTP, which costs only us. "connected": their ` +
      `${(2 * active).toLocaleString("en")} sockets. "talking": the most seen in ${talk.warm + talk.seconds} s of ${talk.rate.toLocaleString("en")} messages a second. ` +
      `KB per idle socket: ${(2 * silent).toLocaleString("en")} come back to a server that has just started again and are silent for ` +
      `${silence.seconds} s (ours with a heartbeat every 2 s); the most seen then.`,
    table(
      ["server", "idle", "worked", "joined", "connected", "talking", "KB per idle socket", "KB per session"],
      rows,
    ),
  ].join("\n\n");
}

function judge({ ours }) {
  const talking = ours.map(({ peak, idle }) => peak - idle);
  const sockets = (2 * silent).toLocaleString("en");
  return [
    atMost("idle", 60, middle(ours, "idle"), { unit: " MB" }),
    atMost("above idle, 1,000 sessions talking", 10, median(talking), { unit: " MB" }),
    atMost(`per idle connection at ${sockets}`, 5, middle(ours, "perSocketKb"), { unit: " KB", digits: 2 }),
  ];
}

function middle(runs, figure) {
  return median(runs.map((run) => run[figure]));
}
