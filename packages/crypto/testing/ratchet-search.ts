import * as rules from "../src/handshake/ratchet-rules.ts";

/**
 * Every order of events around H2, small bounds: the network keeps all that was ever sent and delivers it lost,
 * late, twice or never; either device is reloaded at any moment and then has its record only. The rules are the
 * product's own functions; a test breaks one at a time to see that the search would find it.
 */
export type Rules = {
  readonly offerUnder: typeof rules.offerUnder<Psk>;
  readonly refusalOfOffer: typeof rules.refusalOfOffer;
  readonly accepted: typeof rules.accepted<Psk>;
  readonly openedUnder: typeof rules.openedUnder<Psk>;
  readonly confirmed: typeof rules.confirmed<Psk>;
  /** Answering an offer discards the guest's earlier unfinished run. */
  readonly keepsOneRun: boolean;
  /** The guest's record is written before anything is sent under the new epoch. */
  readonly guestWritesFirst: boolean;
  /** The host's record is written before msg3 leaves. */
  readonly hostWritesFirst: boolean;
  /** How many offers and answers there may be. Five answers: 171,668 states, and nothing broken either. */
  readonly bounds: { readonly offers: number; readonly runs: number };
};

export const product: Rules = {
  offerUnder: rules.offerUnder<Psk>,
  refusalOfOffer: rules.refusalOfOffer,
  accepted: rules.accepted<Psk>,
  openedUnder: rules.openedUnder<Psk>,
  confirmed: rules.confirmed<Psk>,
  keepsOneRun: true,
  guestWritesFirst: true,
  hostWritesFirst: true,
  bounds: { offers: 4, runs: 4 },
};

/** A psk is named by the run that made it. Whoever does not hold it cannot make or check its MACs. */
export type Psk = string;

/** `rid` is fresh in every offer, and everything that belongs to the run carries it. */
type Run = { readonly rid: number; readonly epoch: number; readonly base: number; readonly of: Psk };
type GuestRun = Run & { readonly psk: Psk };

type State = {
  readonly host: rules.HostHolds<Psk>;
  /** What lies in the host's record when that is behind its memory. */
  readonly hostStored: rules.HostHolds<Psk> | null;
  /** The host's one open offer. */
  readonly open: Run | null;
  readonly guest: rules.GuestHolds<Psk>;
  readonly guestStored: rules.GuestHolds<Psk> | null;
  readonly pending: readonly GuestRun[];
  /** Epochs the guest confirmed, in order. */
  readonly epochs: readonly number[];
  readonly offers: number;
  readonly runs: number;
  /** Every frame ever sent, sorted, one a line. */
  readonly sent: string;
};

export type Finding = {
  readonly states: number;
  readonly broken: string | null;
  readonly path: readonly string[];
};

const start: State = {
  host: { held: [{ epoch: 0, psk: "0" }], offered: 0, confirmed: 0 },
  hostStored: null,
  open: null,
  guest: { epoch: 0, psk: "0" },
  guestStored: null,
  pending: [],
  epochs: [],
  offers: 0,
  runs: 0,
  sent: "",
};

/** Walks through all states, breadth first, until an invariant breaks or none is left. */
export function ratchetSearch(how: Rules = product): Finding {
  const cameFrom = new Map([[keyOf(start), { before: "", by: "" }]]);
  const queue = [start];
  for (let i = 0; i < queue.length; i++) {
    const state = queue[i] ?? start;
    const key = keyOf(state);
    const broken = brokenBy(state);
    if (broken !== null) return { states: cameFrom.size, broken, path: pathTo(key, cameFrom) };
    for (const [by, next] of eventsOf(state, how)) {
      if (next === state) continue;
      const nextKey = keyOf(next);
      if (cameFrom.has(nextKey)) continue;
      cameFrom.set(nextKey, { before: key, by });
      queue.push(next);
    }
  }
  return { states: cameFrom.size, broken: null, path: [] };
}

/** Two states with one key are the same: a psk's name says its epoch, a run's frames say all of the run. */
function keyOf({ host, hostStored, open, guest, guestStored, pending, epochs, runs, sent }: State): string {
  const holds = (of: rules.HostHolds<Psk> | null) =>
    of && `${of.held[0]?.psk} ${of.held[1]?.psk} ${of.offered} ${of.confirmed}`;
  const unfinished = pending.map(({ psk }) => psk).join("+");
  const guests = `${guest.psk} ${guestStored?.psk} ${unfinished} ${epochs.join("+")} ${runs}`;
  return `${holds(host)} ${holds(hostStored)} ${open?.rid} ${guests}\n${sent}`;
}

/** What must hold in every state, and would after a reload in it. */
function brokenBy({ host, hostStored, guest, guestStored, epochs }: State): string | null {
  for (const h of [host, hostStored ?? host])
    for (const g of [guest, guestStored ?? guest])
      if (!h.held.some(({ psk }) => psk === g.psk))
        return `no common key: guest ${g.psk}, host ${h.held.map(({ psk }) => psk).join(" ")}`;
  const isAscending = epochs.every((epoch, i) => epoch > (epochs[i - 1] ?? 0));
  return isAscending ? null : `an epoch came twice: ${epochs.join(" ")}`;
}

type Event = readonly [by: string, next: State];

function eventsOf(state: State, how: Rules): Event[] {
  const inFlight = state.sent.split("\n").map((frame) => frame.split(" "));
  return [
    send(state, "guest asks", `ask ${state.guest.epoch} ${state.guest.psk}`),
    ...offer(state, how, null),
    ...inFlight.flatMap(([kind = "", first = "", second = "", base = "", of = "", psk = ""]) => {
      if (kind === "ask") return hears(state, Number(first), second) ? offer(state, how, Number(first)) : [];
      const run = { rid: Number(first), epoch: Number(second), base: Number(base), of };
      if (kind === "offer") return answer(state, how, run);
      if (kind === "answer") return accept(state, how, { ...run, psk });
      if (kind === "confirm") return confirm(state, how, { ...run, psk });
      return opens(state, how, run.epoch, psk);
    }),
    ...reloads(state),
  ];
}

/** An ask is authenticated under the psk it names. */
const hears = ({ host }: State, epoch: number, psk: Psk): boolean =>
  host.held.some((held) => held.epoch === epoch && held.psk === psk);

function offer(state: State, how: Rules, asked: number | null): Event[] {
  const made = how.offerUnder(state.host, asked === null ? null : { base: asked, epoch: asked });
  if (typeof made === "string" || state.offers === how.bounds.offers) return [];
  const rid = state.offers + 1;
  const run = { rid, epoch: made.epoch, base: made.base.epoch, of: made.base.psk };
  const next = { ...state, host: made.next, open: run, offers: rid };
  return [send(next, `host offers ${name(run)}`, `offer ${name(run)}`)];
}

function answer(state: State, how: Rules, run: Run): Event[] {
  const { guest } = state;
  const holds = { base: guest.epoch, lastEpoch: guest.epoch };
  if (how.refusalOfOffer(holds, run) !== null || run.of !== guest.psk || state.runs === how.bounds.runs)
    return [];
  const psk = `${run.epoch}.${state.runs + 1}`;
  const answered = { ...run, psk };
  const pending = how.keepsOneRun ? [answered] : [...state.pending, answered];
  const next = { ...state, pending, runs: state.runs + 1 };
  return [send(next, `guest answers ${name(run)}`, `answer ${name(run)} ${psk}`)];
}

function accept(state: State, how: Rules, run: GuestRun): Event[] {
  if (state.open === null || name(state.open) !== name(run)) return [];
  const step = how.accepted(state.host, run.base, { epoch: run.epoch, psk: run.psk });
  if (step === null) return [];
  const next = { ...state, host: step.next, open: null };
  const frame = `confirm ${name(run)} ${run.psk}`;
  if (how.hostWritesFirst) return [send(next, `host accepts ${run.psk}`, frame)];
  return [
    send({ ...next, hostStored: state.hostStored ?? state.host }, `host accepts ${run.psk} unwritten`, frame),
  ];
}

function confirm(state: State, how: Rules, run: GuestRun): Event[] {
  if (!state.pending.some(({ psk }) => psk === run.psk)) return [];
  const step = how.confirmed(state.guest, { epoch: run.epoch, psk: run.psk });
  if (step === null) return [];
  const next = { ...state, guest: step.next, pending: [], epochs: [...state.epochs, run.epoch] };
  const frame = `hello ${name(run)} ${run.psk}`;
  if (how.guestWritesFirst) return [send(next, `guest confirms ${run.psk}`, frame)];
  return [
    send(
      { ...next, guestStored: state.guestStored ?? state.guest },
      `guest confirms ${run.psk} unwritten`,
      frame,
    ),
  ];
}

/** The host opens something the guest sent under an epoch, early or late. */
function opens(state: State, how: Rules, epoch: number, psk: Psk): Event[] {
  if (!hears(state, epoch, psk)) return [];
  const { next } = how.openedUnder(state.host, epoch);
  return [[`host opens under ${psk}`, { ...state, host: next }]];
}

/** A reload keeps the record and forgets the rest. */
function reloads(state: State): Event[] {
  const host = { ...state, host: state.hostStored ?? state.host, hostStored: null, open: null };
  const guest = { ...state, guest: state.guestStored ?? state.guest, guestStored: null, pending: [] };
  return [
    ["host reloads", host],
    ["guest reloads", guest],
  ];
}

function send(state: State, by: string, frame: string): Event {
  const frames = state.sent.split("\n");
  return [by, frames.includes(frame) ? state : { ...state, sent: [...frames, frame].toSorted().join("\n") }];
}

const name = ({ rid, epoch, base, of }: Run): string => `${rid} ${epoch} ${base} ${of}`;

function pathTo(
  key: string,
  cameFrom: ReadonlyMap<string, { readonly before: string; readonly by: string }>,
): string[] {
  const path: string[] = [];
  for (let at = cameFrom.get(key); at !== undefined && at.by !== ""; at = cameFrom.get(at.before))
    path.unshift(at.by);
  return path;
}
