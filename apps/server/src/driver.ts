import type { Relay } from "@chatorbit/relay";
import type { SteadyClock } from "./clock.ts";
import type { Log } from "./log.ts";

/** No two ticks come closer than this, so that heartbeats of many sockets share one, ms. */
const shortest = 20;

/** A tick comes at least this often: a new socket may be due sooner than the timer knew, ms. */
const longest = 1_000;

/** Ticks the relay when it is due: the server's one timer. Returns the way to stop it. */
export function drive(relay: Relay, clock: SteadyClock, log: Log): () => void {
  let timer = setTimeout(run, 0);
  let isStopped = false;

  function run() {
    // Whatever breaks, the next tick comes: without it no deadline and no heartbeat is kept.
    let wait = longest;
    try {
      clock.check();
      relay.tick(clock.now()).catch(failed);
      wait = relay.dueAt() - clock.now();
    } catch (cause) {
      failed(cause);
    }
    if (!isStopped) timer = setTimeout(run, Math.min(longest, Math.max(shortest, wait)));
  }

  function failed(cause: unknown) {
    log.error("tick failed", cause);
  }

  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
