/** For this package's tests: relays on one store in memory, a clock turned by hand. */
import type { IssueBody } from "@chatorbit/protocol";
import { type Conversation, dueAt } from "../conversation.ts";
import { issue } from "../desk/issue.ts";
import { join } from "../desk/join.ts";
import { limitTable } from "../limits/guard.ts";
import { type Hits, slide } from "../limits/window.ts";
import type { LogChange } from "../log.ts";
import type { Write } from "../outcome.ts";
import type { Blobs, Bus, Ear, Limits, Ports, Shelf, Step, Store } from "../ports.ts";
import { Relay, type Settings } from "../relay.ts";

export const start = 1_700_000_000_000;
export const minute = 60_000;

export const settings: Settings = {
  limits: limitTable({ issuePerHour: 10, joinPerMinute: 30, joinPerTokenMinute: 20 }),
  frameRateFactor: 1,
  purgeAfter: 168 * 60 * minute,
  waitingPerAddress: 1_000,
  blobs: { file: 0, seat: 0 },
  build: "",
};

/** No blobs here: they are proven on real stores (testkit's contracts, the server's tests). */
const noShelf: Shelf = {
  transact: async () => null,
  read: async () => null,
  expire: async () => 0,
  gone: async () => [],
  forget: async () => {},
  held: async () => [],
  known: async () => [],
  lose: async () => {},
};
const noBlobs: Blobs = {
  put: () => Promise.reject(new Error("no blobs here")),
  read() {
    throw new Error("no blobs here");
  },
  drop: async () => {},
  remove: async () => {},
  async *list() {},
  space: async () => null,
};

/** The log after a write: every change with its entry as it is now. */
function written(log: readonly LogChange[], write: Write): readonly LogChange[] {
  if (write.type === "append") return [...log, { eid: write.eid, entry: write.entry }];
  if (write.type === "erase") return [];
  if (write.type !== "empty") return log;
  const old = log.find(({ entry }) => entry.seq === write.seq);
  if (old === undefined) throw new Error("nothing to empty");
  const entry = { ...old.entry, sealed: null, fs: null };
  const rest = log.map((change) => (change.entry.seq === write.seq ? { ...change, entry } : change));
  return [...rest, { eid: write.eid, entry }];
}

export type House = ReturnType<typeof house>;

/** `carry`: how a word reaches the other instances; by default at once. */
export function house(carry: (word: () => void) => void = (word) => word()) {
  const clock = { at: start, now: () => clock.at };
  const conversations = new Map<string, Conversation>();
  const doors = new Map<string, string>();
  const logs = new Map<string, readonly LogChange[]>();
  const ears = new Map<string, Set<{ readonly owner: object; readonly ear: Ear }>>();
  const steps: Step[] = [];
  const purges: number[] = [];
  const disk = { isFull: false, reads: 0, writes: 0 };
  let serial = 0;

  const read = async (id: string | undefined) => {
    disk.reads += 1;
    return conversations.get(id ?? "") ?? null;
  };
  const store: Store = {
    epoch: "e",
    shelf: noShelf,
    async create(conversation, { keyHash }) {
      conversations.set(conversation.id, conversation);
      doors.set(keyHash, conversation.id);
      return true;
    },
    admitted: (_, keyHash) => read(doors.get(keyHash)),
    read,
    async transact(id, decide, about = null) {
      disk.writes += 1;
      if (disk.isFull) throw new Error("full");
      const before = conversations.get(id);
      if (before === undefined) return null;
      const log = logs.get(id) ?? [];
      const known = log.findLast(({ entry }) => entry.by === about?.by && entry.cid === about.cid);
      const outcome = decide(before, known?.entry ?? null);
      conversations.set(id, outcome.state);
      logs.set(id, outcome.writes.reduce(written, log));
      return outcome;
    },
    async changes(id, eid, limit) {
      disk.reads += 1;
      return (logs.get(id) ?? []).filter((change) => change.eid > eid).slice(0, limit);
    },
    entries: async (id, seq, limit) =>
      (logs.get(id) ?? [])
        .map(({ entry }) => entry)
        .filter((entry, n, all) => entry.seq > seq && all.findIndex((each) => each.seq === entry.seq) === n)
        .slice(0, limit),
    due: async (now) =>
      [...conversations.values()].filter((c) => (dueAt(c) ?? Infinity) <= now).map(({ id }) => id),
    async purge(now, usual) {
      purges.push(now);
      const over = [...conversations.values()].filter(
        ({ closed, policy }) => closed !== null && closed.at < now - (policy.purgeAfter ?? usual),
      );
      for (const { id } of over) conversations.delete(id);
      return over.length;
    },
  };
  const hits = new Map<string, Hits>();
  const limits: Limits = {
    async take(limit, key, now) {
      const slid = slide(hits.get(limit.name + key) ?? [], limit, now);
      hits.set(limit.name + key, slid.hits);
      return slid.verdict;
    },
    peek: async (limit, key, now) => slide(hits.get(limit.name + key) ?? [], limit, now, false).verdict,
    purge: async () => {},
  };

  function bus(): Bus {
    const owner = {};
    const tell = (conv: string, word: (ear: Ear) => void) => {
      for (const other of ears.get(conv) ?? []) if (other.owner !== owner) carry(() => word(other.ear));
    };
    return {
      ring: (conv) => tell(conv, (ear) => ear.rung()),
      pass: (conv, to, wire, frame) => tell(conv, (ear) => ear.passed(to, wire, frame)),
      announce: (conv, here) => tell(conv, (ear) => ear.announced(here)),
      async listen(conv, ear) {
        const entry = { owner, ear };
        const set = ears.get(conv) ?? new Set();
        ears.set(conv, set.add(entry));
        return () => void set.delete(entry);
      },
    };
  }

  const ports = (isAlone: boolean): Ports => ({
    clock,
    random: {
      // Never the same twice: two keys must not be one.
      bytes: (count) =>
        Uint8Array.from({ length: count }, () => Math.imul((serial += 1), 2_654_435_761) >>> 24),
    },
    hash: (kind, text) => `${kind}:${text}`,
    store,
    limits,
    blobs: noBlobs,
    stamp: () => () => "A".repeat(56),
    proofs: {
      challenge: (room, at) => `${room} at ${at} no ${(serial += 1)}`,
      madeAt: (room, challenge) =>
        challenge.startsWith(`${room} at `) ? Number.parseInt(challenge.slice(room.length + 4), 10) : null,
      isSigned: (key, room, challenge, signature) => signature === `${key}: ${room} ${challenge}`,
    },
    journal: (step) => steps.push(step),
    bus: isAlone ? null : bus(),
  });

  return {
    clock,
    conversations,
    steps,
    disk,
    store,
    logs,
    /** When the store was asked to purge, ms. */
    purges,
    /** One instance. */
    relay: (isAlone = true, changed: Partial<Settings> = {}) =>
      new Relay(ports(isAlone), { ...settings, ...changed }),
    /** Lets everything settle that waits for no clock. */
    async settle() {
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
    },
  };
}

export const asked: IssueBody = { validity_option: "day", ttl_minutes: 60, max_message_length: 2000 };

/** A token, joined with `host-key` and, unless told otherwise, `guest-key`. */
export async function session(relay: Relay, { isOpen = true, body = asked } = {}): Promise<string> {
  const { answer } = await issue(relay, body, "192.0.2.1");
  if (answer.value === null) throw new Error("no token");
  const { token } = answer.value;
  await join(relay, { token, key: "host-key", address: "192.0.2.1" });
  if (isOpen) await join(relay, { token, key: "guest-key", address: "192.0.2.2" });
  return token;
}
