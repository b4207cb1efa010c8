/** One way out, tried with a connection of its own so that its light is its own. */
import type { Family } from "./state.ts";
import type { Probed, Target } from "./port.ts";
import { type Answer, failureOf } from "./ways.ts";

/** A browser gives a silent server nearly ten seconds; the check owes its verdict within ten. */
const limitMs = 9_000;

const wanted = { host: "host", stun: "srflx", turn: "relay" } as const;

/** Gathers candidates until the wanted kind shows, all have been gathered, or the time is over. */
export function probe(target: Target, signal: AbortSignal): Promise<Probed> {
  const families = new Set<Family>();
  return new Promise((resolve) => {
    let failure: Answer | null = null;
    let hasHost = false;
    const peer = open(target);
    const end = (answer: Answer) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      peer?.close();
      resolve({ answer, families: [...families] });
    };
    const stop = () => end(failure ?? { is: "unreachable", why: "no-answer" });
    const timer = setTimeout(stop, limitMs);
    signal.addEventListener("abort", stop);
    if (peer === null || signal.aborted) return end({ is: "unreachable", why: "blocked" });

    peer.onicecandidate = ({ candidate }) => {
      if (candidate === null) return end(failure ?? unsaid(target, hasHost));
      const family = familyOf(candidate.address);
      if (family !== null) families.add(family);
      if (candidate.type === "host") hasHost = true;
      if (candidate.type === wanted[target.kind]) end({ is: "open" });
    };
    peer.onicecandidateerror = ({ errorCode, errorText }) => {
      const heard = failureOf(errorCode, errorText);
      // An answer says more than the silence of another of this device's addresses.
      if (failure?.is !== "refused") failure = heard;
      // Nothing else will come of a login that is refused; the other ways of gathering are not waited for.
      if (heard.is === "refused" && target.kind === "turn") end(heard);
    };
    gather(peer).catch(() => end({ is: "unreachable", why: "blocked" }));
  });
}

function open(target: Target): RTCPeerConnection | null {
  // Some browsers and extensions take calls out altogether.
  if (typeof RTCPeerConnection === "undefined") return null;
  try {
    if (target.kind === "host") return new RTCPeerConnection();
    const { urls, ...login } = target.server;
    return new RTCPeerConnection({
      iceServers: [{ urls: [...urls], ...login }],
      iceTransportPolicy: target.kind === "turn" ? "relay" : "all",
    });
  } catch {
    return null;
  }
}

async function gather(peer: RTCPeerConnection): Promise<void> {
  peer.createDataChannel("");
  await peer.setLocalDescription();
}

/**
 * All gathered and nothing said. A device that has a public address itself gets no second one from STUN:
 * browsers that tell of errors would have told of a silent server, so there it has answered.
 */
function unsaid({ kind }: Target, hasHost: boolean): Answer {
  if (kind === "host") return { is: "unreachable", why: "blocked" };
  const doesTell = "onicecandidateerror" in RTCPeerConnection.prototype;
  return kind === "stun" && hasHost && doesTell ? { is: "open" } : { is: "unreachable", why: "no-answer" };
}

/** Addresses are hidden behind `….local` names until a device was allowed; those say nothing. */
function familyOf(address: string | null): Family | null {
  if (address === null || address.endsWith(".local")) return null;
  return address.includes(":") ? "ipv6" : "ipv4";
}
