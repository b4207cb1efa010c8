// Does a message cost more when more sessions are connected? See ../README.md.
import { setTimeout as sleep } from "node:timers/promises";
import { median, span } from "../lib/figures.mjs";
import { generate } from "../lib/generator.mjs";
import { startOurs } from "../lib/ours.mjs";
import { ourPlan } from "../lib/plan.mjs";
import { isQuiet, quietly } from "../lib/quiet.mjs";
import { atMost, isQuick, report } from "../lib/report.mjs";

const sizes = [10, 100, 1_000, 5_000];
const rounds = isQuick ? 1 : 4;
/** The same talk for all sizes: 50 messages in flight over 10 pairs. All other sockets are silent. */
const talk = { active: 10, window: 5 };
const quiet = quietly(isQuick ? { waitMs: 2_000, repeats: 1 } : { waitMs: 20_000, repeats: 4 });
const times = isQuick ? { warm: 0.3, seconds: 1 } : { warm: 0.5, seconds: 2.5 };

await report("Growth", async () => {
  const server = await startOurs();
  const targets = [];
  for (const sessions of sizes) {
    targets.push({ server, wire: "ours", plan: await ourPlan(sessions, server.port) });
  }
  await generate(targets[1], { ...talk, seconds: isQuick ? 1 : 2 });
  const runs = sizes.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const order = [...sizes.keys()];
    for (const index of round % 2 === 0 ? order : order.toReversed()) {
      runs[index].push(await measure(targets[index]));
      // The sockets of this size go before those of the next come.
      await sleep(500);
    }
  }
  await server.stop();
  return { text: draw(runs), goals: judge(runs) };
});

/** First with all sockets silent: what they cost by being there. */
async function measure(target) {
  const silent = await generate(target, { ...times, rate: 0 });
  const { serverCpuS, delivered, noise } = await quiet(() => generate(target, { ...times, ...talk }));
  return {
    noise,
    cost: (1e6 * serverCpuS) / delivered,
    idle: (100 * silent.serverCpuS) / silent.seconds,
  };
}

function draw(runs) {
  const costs = runs.map((ofSize) => ofSize.map(({ cost }) => cost));
  const widest = Math.max(...costs.map(median));
  const lines = costs.map((cost, index) => {
    const bar = "█".repeat(Math.round((40 * median(cost)) / widest)).padEnd(40);
    const idle = median(runs[index].map((run) => run.idle)).toFixed(1);
    const name = sizes[index].toLocaleString("en").padStart(5);
    return `${name} sessions ${bar} ${median(cost).toFixed(2)} (${span(cost, 1)})   all silent: ${idle} % of a core`;
  });
  return [
    `µs of server CPU per delivered message, the heartbeats of all sockets included. ${talk.window * talk.active} messages in ` +
      `flight over ${talk.active} pairs, all other sockets connected and silent. Median of ${rounds} alternating rounds (least–most).`,
    `\`\`\`\n${lines.join("\n")}\n\`\`\``,
  ].join("\n\n");
}

/** "Flat": within what noise makes of one and the same cost. */
function judge(runs) {
  const growth = median(runs.at(-1).map(({ cost }, round) => cost / runs[0][round].cost));
  const isSure = [runs[0], runs.at(-1)].every((ofSize) => isQuiet(ofSize.map(({ noise }) => noise)));
  const how = { unit: "×", digits: 2, isSure };
  return [atMost("cost per message, 5,000 sessions against 10", 1.25, growth, how)];
}
