import type { Ear } from "../ports.ts";
import type { Relay } from "../relay.ts";
import { type Far, isNewer } from "./far.ts";
import type { Live } from "./live.ts";

/**
 * What a conversation here does with the words of other instances. It never throws: whoever brings
 * a word knows nothing of the sockets here.
 */
export function earOf(relay: Relay, live: Live, far: Far): Ear {
  const ear = bareEar(relay, live, far);
  return {
    rung: () => ear.rung(),
    passed: (to, wire, frame) => relay.attempt(() => ear.passed(to, wire, frame), "word"),
    announced: (here) => relay.attempt(() => ear.announced(here), "word"),
  };
}

const bareEar = (relay: Relay, live: Live, far: Far): Ear => ({
  rung: () => relay.run(relay.refresh(live), "refresh"),

  passed(to, wire, frame) {
    const occupant = live.occupant(to);
    if (occupant?.wire === wire) occupant.pass(frame);
  },

  announced(here) {
    const rival = live.occupant(here.role);
    const isNews = far.heard(here, relay.ports.clock.now());
    if (here.isHere && rival !== null) {
      // Two sockets hold one seat: the later one stays, wherever it is.
      if (isNewer(here, rival)) rival.dismiss("opened-elsewhere");
      else far.tell(rival, { isHere: true, asks: false });
    }
    if (isNews) live.show();
    if (!here.asks) return;
    for (const occupant of live.occupants()) far.tell(occupant, { isHere: true, asks: false });
  },
});
