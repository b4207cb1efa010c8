// What it costs a server to pass a message on, and how long that takes. See ../README.md.
import { whyNoFastapi } from "../lib/fastapi.mjs";
import { median, ratio, ratios, span, table } from "../lib/figures.mjs";
import { generate } from "../lib/generator.mjs";
import { installPeers } from "../lib/npm.mjs";
import { messageSize } from "../lib/plan.mjs";
import { isTelling, isTellingOfTails, quietly } from "../lib/quiet.mjs";
import { startRelays } from "../lib/relays.mjs";
import { inTurn, rounds } from "../lib/rounds.mjs";
import { atLeast, atMost, isQuick, report } from "../lib/report.mjs";

const pairs = 50;
const loads = { one: { window: 1 }, burst: { window: 32 }, open: { rate: 2_000 } };
const plan = isQuick
  ? { rounds: 3, budgetMs: 33_000, warmUp: 0.5, slot: { warm: 0.15, seconds: 0.3 } }
  : { rounds: 6, budgetMs: 160_000, warmUp: 2, slot: { warm: 0.3, seconds: 0.8 } };
const quiet = quietly(isQuick ? { waitMs: 3_000, repeats: 3 } : { waitMs: 30_000, repeats: 15 });

await report("Relay", async () => {
  installPeers();
  const why = whyNoFastapi();
  const relays = await startRelays(["raw", "bun", "ws", "socketIo", ...(why ? [] : ["fastapi"]), "ours"]);
  for (const relay of relays) relay.plan = await relay.makePlan(pairs);
  await warmUp(relays);
  const results = await alternate(relays);
  for (const { server } of relays) await server.stop();
  return {
    text: describe(relays, results),
    goals: judge(results),
    leftOut: why ? [`FastAPI: ${why}`] : [],
  };
});

/** The runtimes compile what runs often; nobody is measured before that. */
async function warmUp(relays) {
  for (const load of [loads.one, loads.burst]) {
    for (const relay of relays) await generate(relay, { ...load, seconds: plan.warmUp });
  }
}

/** A B C D, D C B A, … Returns load → relay → figure → its values, one for each round. */
async function alternate(relays) {
  const results = {};
  for (const round of rounds(plan.rounds, plan.budgetMs)) {
    for (const [name, load] of Object.entries(loads)) {
      for (const relay of inTurn(relays, round)) {
        const result = await quiet(() => generate(relay, { ...load, ...plan.slot }));
        note(((results[name] ??= {})[relay.key] ??= {}), result);
      }
    }
  }
  return results;
}

function note(figures, { serverCpuS, generatorCpuS, delivered, seconds, p50, p99, noise }) {
  const values = {
    cpu: (serverCpuS * 1e6) / delivered,
    rate: delivered / seconds,
    generator: generatorCpuS / seconds,
    p50,
    p99,
    noise,
  };
  for (const [name, value] of Object.entries(values)) (figures[name] ??= []).push(value);
}

function describe(relays, { one, burst, open }) {
  const size = messageSize();
  const timesOurs = (load, key) =>
    key === "ours" ? "" : `${ratio(load[key].cpu, load.ours.cpu).toFixed(2)}×`;
  const cost = (load, key) => `${median(load[key].cpu).toFixed(2)} (${span(load[key].cpu, 1)})`;
  const percent = (values) => `${(100 * median(values)).toFixed(0)} %`;
  const rows = relays.map(({ key, name }) => [
    name,
    cost(one, key),
    timesOurs(one, key),
    cost(burst, key),
    timesOurs(burst, key),
    median(open[key].cpu).toFixed(1),
    median(open[key].p50).toFixed(0),
    median(open[key].p99).toFixed(0),
  ]);
  const flow = relays.map(({ key, name }) => [
    name,
    ...[one, burst].flatMap((load) => [
      (median(load[key].rate) / 1000).toFixed(1),
      percent(load[key].generator),
      percent(load[key].noise),
    ]),
    percent(open[key].noise),
  ]);
  return [
    `µs of server CPU per delivered message, median of ${one.ours.cpu.length} alternating rounds (least–most). ` +
      `${pairs} pairs; one message in flight per pair, then 32; then ${loads.open.rate.toLocaleString("en")} messages a second, with ` +
      `the time from due to delivered. "÷ ours": how many times our cost, measured in the same round. ` +
      `A message is ${size.text} bytes of JSON, ${size.sealed} of them sealed; ours also checks, counts, stamps and acknowledges each.`,
    table(["relay", "1 in flight", "÷ ours", "32 in flight", "÷ ours", "open µs", "p50 µs", "p99 µs"], rows),
    "How the load ran: thousand messages a second, how busy the generator was, how much of the time server or " +
      "generator waited for a core that other work had.",
    table(["relay", "1: k/s", "generator", "waited", "32: k/s", "generator", "waited", "open: waited"], flow),
  ].join("\n\n");
}

function judge({ one, burst, open }) {
  const noise = (load, keys) => keys.flatMap((key) => load[key].noise);
  /** Figure of one relay against another's. */
  const against = (load, figure, a, b) => {
    if (load[a] === undefined || load[b] === undefined) return [null];
    const values = ratios(load[a][figure], load[b][figure]);
    const noises = noise(load, [a, b]);
    const isSure = figure === "p99" ? isTellingOfTails(noises) : isTelling(noises, values);
    return [median(values), { unit: "×", digits: 2, isSure }];
  };
  const gathered = burst.ours.cpu;
  const isSure = isTelling(burst.ours.noise, gathered);
  return [
    atMost("CPU per message against raw C", 1.5, ...against(one, "cpu", "ours", "raw")),
    atLeast("CPU per message, FastAPI's against ours", 4, ...against(one, "cpu", "fastapi", "ours")),
    atLeast("CPU per message, Socket.IO's against ours", 2, ...against(one, "cpu", "socketIo", "ours")),
    atLeast("CPU per message, Node ws's against ours", 1.3, ...against(one, "cpu", "ws", "ours")),
    atMost("burst of 32, CPU per message", 3.5, median(gathered), { unit: " µs", digits: 2, isSure }),
    atMost("p99 at 2,000 messages a second against raw C", 2, ...against(open, "p99", "ours", "raw")),
  ];
}
