// What it costs a server to pass a message on, and how long that takes. See ../README.md.
import { whyNoFastapi } from "../lib/fastapi.mjs";
import { median, ratio, span, table } from "../lib/figures.mjs";
import { generate } from "../lib/generator.mjs";
import { installPeers } from "../lib/npm.mjs";
import { messageSize } from "../lib/plan.mjs";
import { startRelays } from "../lib/relays.mjs";
import { atLeast, atMost, isQuick, report } from "../lib/report.mjs";

const pairs = 50;
const rounds = isQuick ? 2 : 7;
const times = isQuick ? { warm: 0.2, seconds: 0.4 } : { warm: 0.3, seconds: 0.8 };
const budgetMs = isQuick ? 34_000 : 165_000;
const loads = { one: { window: 1 }, burst: { window: 32 }, open: { rate: 2_000 } };

await report("Relay", async () => {
  const began = performance.now();
  installPeers();
  const why = whyNoFastapi();
  const relays = await startRelays(["raw", "ws", "socketIo", ...(why ? [] : ["fastapi"]), "ours"]);
  for (const relay of relays) relay.plan = await relay.makePlan(pairs);
  await warmUp(relays);
  const results = await alternate(relays, began);
  for (const { server } of relays) await server.stop();
  return {
    text: describe(relays, results),
    goals: judge(results),
    leftOut: why ? [`FastAPI: ${why}`] : [],
  };
});

/** The runtimes compile what runs often; nobody is measured before that. */
async function warmUp(relays) {
  for (const relay of relays) await generate(relay, { ...loads.burst, seconds: isQuick ? 0.5 : 1.5 });
}

/**
 * A B C D A B C D …, every other round backwards, so that what else the machine does meets all
 * alike. Returns load → relay → figure → its values, one for each round.
 */
async function alternate(relays, began) {
  const results = {};
  for (let round = 0; round < rounds; round += 1) {
    const spent = performance.now() - began;
    if (round > 0 && (spent * (round + 1)) / round > budgetMs) break;
    for (const [name, load] of Object.entries(loads)) {
      for (const relay of round % 2 === 0 ? relays : relays.toReversed()) {
        note(((results[name] ??= {})[relay.key] ??= {}), await generate(relay, { ...load, ...times }));
      }
    }
  }
  return results;
}

function note(figures, { serverCpuS, serverWaitS, generatorCpuS, delivered, seconds, p50, p99 }) {
  const values = {
    cpu: (serverCpuS * 1e6) / delivered,
    rate: delivered / seconds,
    waited: serverWaitS / seconds,
    generator: generatorCpuS / seconds,
    p50,
    p99,
  };
  for (const [name, value] of Object.entries(values)) (figures[name] ??= []).push(value);
}

function describe(relays, { one, burst, open }) {
  const size = messageSize();
  const times = (load, key) => (key === "ours" ? "" : `${ratio(load[key].cpu, load.ours.cpu).toFixed(2)}×`);
  const cost = (load, key) => `${median(load[key].cpu).toFixed(2)} (${span(load[key].cpu, 1)})`;
  const rows = relays.map(({ key, name }) => [
    name,
    cost(one, key),
    times(one, key),
    cost(burst, key),
    times(burst, key),
    median(open[key].cpu).toFixed(1),
    median(open[key].p50).toFixed(0),
    median(open[key].p99).toFixed(0),
  ]);
  const load = relays.map(({ key, name }) => [
    name,
    ...[one, burst].flatMap((load) => [
      Math.round(median(load[key].rate) / 100) / 10,
      `${(100 * median(load[key].waited)).toFixed(0)} %`,
      `${(100 * median(load[key].generator)).toFixed(0)} %`,
    ]),
  ]);
  return [
    `µs of server CPU per delivered message, median of ${one.ours.cpu.length} alternating rounds (least–most). ` +
      `${pairs} pairs; one message in flight per pair, then 32; then ${loads.open.rate} messages a second, with ` +
      `the time from due to delivered. "÷ ours": how many times our cost, measured in the same round. ` +
      `A message is ${size.text} bytes of JSON, ${size.sealed} of them sealed; ours also checks, counts, stamps and acknowledges each.`,
    table(["relay", "1 in flight", "÷ ours", "32 in flight", "÷ ours", "open µs", "p50 µs", "p99 µs"], rows),
    "How the load ran: thousand messages a second, how long the server waited for its core, how busy the generator was.",
    table(["relay", "1: k/s", "waited", "generator", "32: k/s", "waited", "generator"], load),
  ].join("\n\n");
}

function judge({ one, burst, open }) {
  const better = (key) => (one[key] ? ratio(one[key].cpu, one.ours.cpu) : null);
  return [
    atMost("CPU per message against raw C", 1.5, ratio(one.ours.cpu, one.raw.cpu), "×", 2),
    atLeast("CPU per message, FastAPI's against ours", 4, better("fastapi"), "×", 2),
    atLeast("CPU per message, Socket.IO's against ours", 2, better("socketIo"), "×", 2),
    atLeast("CPU per message, Node ws's against ours", 1.3, better("ws"), "×", 2),
    atMost("burst of 32 in flight, CPU per message", 3.5, median(burst.ours.cpu), " µs", 2),
    atMost("p99 at 2,000 messages a second against raw C", 2, ratio(open.ours.p99, open.raw.p99), "×", 2),
  ];
}
