// Does a message cost more when more sessions are connected? See ../README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { median, ratios, span } from "../lib/figures.mjs";
import { generate } from "../lib/generator.mjs";
import { startOurs } from "../lib/ours.mjs";
import { ourPlan } from "../lib/plan.mjs";
import { isTelling, quietly } from "../lib/quiet.mjs";
import { inTurn, rounds } from "../lib/rounds.mjs";
import { atMostBetween, isQuick, report } from "../lib/report.mjs";

const sizes = [10, 100, 1_000, isQuick ? 2_000 : 5_000];
/** The same talk for all sizes: 50 messages in flight over 10 pairs. All other sockets are silent. */
const talk = { active: 10, window: 5 };
const quiet = quietly(isQuick ? { waitMs: 2_000, repeats: 1 } : { waitMs: 20_000, repeats: 4 });
const times = isQuick ? { silent: 2, warm: 0.3, seconds: 1 } : { silent: 3, warm: 0.5, seconds: 2.5 };

await report("Growth", async () => {
  const server = await startOurs();
  const target = { server, wire: "ours", plan: await ourPlan(sizes.at(-1), server.port) };
  await generate(target, { ...talk, pairs: talk.active, seconds: isQuick ? 1 : 3 });
  const runs = sizes.map(() => []);
  for (const round of isQuick ? [0] : rounds(5, 150_000)) {
    for (const index of inTurn([...sizes.keys()], round)) {
      runs[index].push(await measure(target, sizes[index]));
      // The sockets of this size go before those of the next come.
      await sleep(500);
    }
  }
  await server.stop();
  return { text: draw(runs), goals: judge(runs) };
});

/** First all are silent, which costs heartbeats; what comes on top is the messages'. */
async function measure(target, pairs) {
  const run = await quiet(() => generate(target, { ...times, ...talk, pairs }));
  const idle = run.silentCpuS / run.silentS;
  const micros = (seconds) => (1e6 * seconds) / run.delivered;
  return {
    noise: run.noise,
    idle: 100 * idle,
    all: micros(run.serverCpuS),
    cost: micros(run.serverCpuS - idle * run.seconds),
  };
}

function draw(runs) {
  const costs = runs.map((ofSize) => ofSize.map(({ cost }) => cost));
  const widest = Math.max(...costs.map(median));
  const lines = costs.map((cost, index) => {
    const middle = (figure) => median(runs[index].map((run) => run[figure]));
    const bar = "█".repeat(Math.max(0, Math.round((40 * median(cost)) / widest))).padEnd(40);
    const name = sizes[index].toLocaleString("en").padStart(5);
    return (
      `${name} sessions ${bar} ${median(cost).toFixed(2)} (${span(cost, 1)}), with heartbeats ` +
      `${middle("all").toFixed(2)}; all silent: ${middle("idle").toFixed(1)} % of a core`
    );
  });
  return [
    `µs of server CPU per delivered message, less what the heartbeats cost when all are silent. ${talk.window * talk.active} messages in ` +
      `flight over ${talk.active} pairs, all other sockets connected and silent. Median of ${runs[0].length} alternating rounds (least–most).`,
    `\`\`\`\n${lines.join("\n")}\n\`\`\``,
  ].join("\n\n");
}

/**
 * "Flat": within what noise makes of one and the same cost. A heartbeat costs less when there is
 * talk, so taking off what it costs in silence takes off too much, and nothing too little.
 */
function judge(runs) {
  const [fewest, most] = [runs[0], runs.at(-1)];
  const growth = (figure) =>
    ratios(
      most.map((run) => run[figure]),
      fewest.map((run) => run[figure]),
    );
  const noises = [...fewest, ...most].map(({ noise }) => noise);
  const isSure = isTelling(noises, growth("all"));
  const size = sizes.at(-1).toLocaleString("en");
  const what = `cost per message, ${size} sessions against 10 (without, with heartbeats)`;
  const bounds = [median(growth("cost")), median(growth("all"))];
  return [atMostBetween(what, 1.25, bounds, { unit: "×", digits: 2, isSure })];
}
