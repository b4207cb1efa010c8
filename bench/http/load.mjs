// Runs on the load's core: node load.mjs PORT PID SECONDS. Issues for so long, then takes both seats
// of what was issued; prints how many requests the server answered for a second of its CPU time.
import { cpuSeconds } from "../lib/machine.mjs";
import { client, issue, join } from "../lib/requests.mjs";

const [port, pid, seconds] = process.argv.slice(2).map(Number);
const connections = 50;
const agent = client(connections);
const tokens = [];

const issued = await measure(async () => tokens.push(await issue(agent, port)));
const seats = tokens.flatMap((token) => [token, token]);
const joined = await measure(async () => {
  const token = seats.shift();
  if (token === undefined) return false;
  await join(agent, port, token);
  return true;
});
agent.destroy();
console.log(JSON.stringify({ issue: issued, join: joined }));

/** All connections ask again and again until the time is over or there is nothing left to ask. */
async function measure(ask) {
  const before = cpuSeconds(pid);
  const began = performance.now();
  let requests = 0;
  const work = async () => {
    while (performance.now() - began < 1000 * seconds) {
      if ((await ask()) === false) return;
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const cpu = cpuSeconds(pid) - before;
  return {
    requests,
    perCpuSecond: requests / cpu,
    perSecond: (1000 * requests) / (performance.now() - began),
  };
}
