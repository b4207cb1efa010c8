import type { PeerConfig, PeerOrder, Report, Source } from "./platform.ts";
import type { Dice } from "../world/dice.ts";
import type { Time } from "../world/time.ts";
import { FakeIce } from "./fake-ice.ts";
import { type FakeKind, type FakeSdp, freshFingerprint, freshUfrag, readSdp, writeSdp } from "./fake-sdp.ts";
import { FakeGathering } from "./fake-gathering.ts";
import type { Paths, Place } from "./paths.ts";

export type PeerEnv = { readonly time: Time; readonly dice: Dice; readonly paths: Paths };

export type ConnectionOrder = Exclude<PeerOrder, { type: "openPeer" | "closePeer" }>;

type Signaling = "stable" | "have-local-offer" | "have-remote-offer";

type Around = {
  readonly owner: string;
  readonly isLive: (source: Source) => boolean;
  readonly tell: (report: Report) => void;
};

/**
 * What can be observed of an RTCPeerConnection: the states of JSEP with glare and rollback, when
 * `negotiationneeded` fires, candidates that come late and stand in later descriptions, ICE that goes
 * silent, fails and restarts.
 */
export class FakeConnection {
  readonly owner: string;
  readonly gen: number;
  readonly fingerprint: string;
  readonly ice: FakeIce;
  config: PeerConfig;
  signaling: Signaling = "stable";
  isClosed = false;
  /** The descriptions media runs under. */
  pair: { readonly local: FakeSdp; readonly remote: FakeSdp } | null = null;
  /** What is sent now, by kind. */
  readonly sending = new Set<FakeKind>();
  /** Orders that did not fit the state. */
  readonly misfits: string[] = [];
  readonly #env: PeerEnv;
  readonly #around: Around;
  readonly #gathering: FakeGathering;
  /** Every m-line there is or will be, in order. */
  readonly #kinds: FakeKind[] = [];
  readonly #known = new Map<string, Set<string>>();
  readonly #waiting: ConnectionOrder[] = [];
  #isWorking = false;
  #local: FakeSdp | null = null;
  #remote: FakeSdp | null = null;
  #version = 1;
  #isRestarting = false;
  #isNeeded = false;

  constructor(gen: number, config: PeerConfig, env: PeerEnv, around: Around) {
    this.owner = around.owner;
    this.gen = gen;
    this.config = config;
    this.fingerprint = freshFingerprint(env.dice);
    this.#env = env;
    this.#around = around;
    this.#gathering = new FakeGathering(around.owner, env, {
      found: (candidate, relay) => this.#tell({ type: "gathered", gen, candidate, relay }),
      done: () => this.#tell({ type: "gatheringDone", gen }),
      failed: (url, code) => this.#tell({ type: "iceError", gen, url, code }),
    });
    this.ice = new FakeIce(env.time, (state) => this.#iceChanged(state));
    env.paths.enter(this);
  }

  /** One order after the other, each taking its time, as the real driver does. */
  order(order: ConnectionOrder): void {
    this.#waiting.push(order);
    this.#work();
  }

  close(): void {
    this.isClosed = true;
    this.ice.stop();
    this.#gathering.stop();
    this.#env.paths.leave(this);
  }

  /** Where it can be reached under its present credentials. */
  places(): readonly Place[] {
    return this.pair === null ? [] : this.#gathering.places(this.pair.local.ufrag);
  }

  /** Was it told of such a place of the other side, under the other's present credentials? */
  knows(place: Place): boolean {
    return this.pair !== null && this.#known.get(this.pair.remote.ufrag)?.has(place) === true;
  }

  look(): void {
    this.ice.look(this.#env.paths.link(this) !== null);
  }

  #tell(report: Report): void {
    if (!this.isClosed) this.#around.tell(report);
  }

  #later(from: number, to: number, run: () => void): void {
    const { time, dice } = this.#env;
    time.at(time.now() + from + dice.pick(to - from + 1), () => {
      if (!this.isClosed) run();
    });
  }

  #work(): void {
    const next = this.#isWorking ? undefined : this.#waiting.shift();
    if (next === undefined) return;
    this.#isWorking = true;
    this.#later(1, 25, () => {
      this.#isWorking = false;
      try {
        this.#carryOut(next);
      } catch (cause) {
        this.misfits.push(`${next.type}: ${String(cause)}`);
        const isForgiven = next.type === "addCandidate" || !("ticket" in next);
        if (!isForgiven) this.#tell({ type: "peerBroke", gen: this.gen, ticket: next.ticket });
      }
      if (this.#waiting.length > 0) this.#work();
      else this.#update();
    });
  }

  #carryOut(order: ConnectionOrder): void {
    switch (order.type) {
      case "configure":
        this.config = order.config;
        return;
      case "addTrack":
      case "replaceTrack":
        return this.#send(order.kind, this.#around.isLive(order.source));
      case "removeTrack":
        return this.#send(order.kind, false);
      case "listen":
        this.#kinds.push("audio");
        return;
      case "restartIce":
        this.#isRestarting = true;
        return;
      case "makeOffer":
        return this.#makeOffer(order.ticket);
      case "makeAnswer":
        return this.#makeAnswer(order.ticket);
      case "setRemote":
        return this.#setRemote(order.description.type, readSdp(order.description.sdp), order.isRollback);
      case "addCandidate":
        return this.#addCandidate(order.candidate.usernameFragment, order.candidate.candidate);
    }
  }

  #send(kind: FakeKind, isSending: boolean): void {
    if (!isSending) return void this.sending.delete(kind);
    this.sending.add(kind);
    if (!this.#kinds.includes(kind)) this.#kinds.push(kind);
  }

  #makeOffer(ticket: number): void {
    if (this.signaling !== "stable") throw new Error(`makeOffer in ${this.signaling}`);
    const isFresh = this.#isRestarting || this.pair === null;
    const ufrag = isFresh ? freshUfrag(this.#env.dice) : (this.pair?.local.ufrag ?? "");
    const before = this.pair?.local.media.map(({ kind }) => kind) ?? [];
    const kinds = [...before, ...this.#kinds.filter((kind) => !before.includes(kind))];
    this.#local = this.#write(ufrag, kinds);
    this.signaling = "have-local-offer";
    this.#isRestarting = false;
    if (isFresh) this.#gathering.begin(ufrag, this.config);
    this.#described(ticket, "offer", this.#local);
  }

  #makeAnswer(ticket: number): void {
    const remote = this.#remote;
    if (this.signaling !== "have-remote-offer" || remote === null)
      throw new Error(`makeAnswer in ${this.signaling}`);
    const isFresh = this.pair === null || this.pair.remote.ufrag !== remote.ufrag;
    const ufrag = isFresh ? freshUfrag(this.#env.dice) : (this.pair?.local.ufrag ?? "");
    const local = this.#write(
      ufrag,
      remote.media.map(({ kind }) => kind),
    );
    if (isFresh) {
      this.#isRestarting = false;
      this.#gathering.begin(ufrag, this.config);
    }
    this.#settle(local, remote);
    this.#described(ticket, "answer", local);
  }

  #setRemote(type: "offer" | "answer", remote: FakeSdp, isRollback: boolean): void {
    const kinds = remote.media.map(({ kind }) => kind).join();
    if (this.pair !== null && this.pair.remote.fingerprint !== remote.fingerprint)
      throw new Error("another certificate");
    if (type === "answer") {
      if (this.signaling !== "have-local-offer" || this.#local === null)
        throw new Error(`an answer in ${this.signaling}`);
      if (kinds !== this.#local.media.map(({ kind }) => kind).join()) throw new Error("m-lines differ");
      this.#learn(remote);
      return this.#settle(this.#local, remote);
    }
    if (this.signaling === "have-local-offer") {
      if (!isRollback) throw new Error("glare");
      if (this.pair !== null && this.#local?.ufrag !== this.pair.local.ufrag) this.#isRestarting = true;
      this.#local = null;
      this.signaling = "stable";
    }
    if (this.signaling !== "stable") throw new Error(`an offer in ${this.signaling}`);
    const before = (this.pair?.local.media ?? []).map(({ kind }) => kind).join();
    if (!kinds.startsWith(before)) throw new Error("m-lines out of order");
    for (const { kind } of remote.media) if (!this.#kinds.includes(kind)) this.#kinds.push(kind);
    this.#learn(remote);
    this.#remote = remote;
    this.signaling = "have-remote-offer";
  }

  #addCandidate(ufrag: string | null, text: string): void {
    const remote = this.#remote ?? this.pair?.remote;
    if (remote === undefined) throw new Error("no remote description");
    if (ufrag !== null && ufrag !== remote.ufrag && ufrag !== this.pair?.remote.ufrag)
      throw new Error("of no description");
    this.#know(ufrag ?? remote.ufrag, text);
  }

  #learn({ ufrag, candidates }: FakeSdp): void {
    for (const text of candidates) this.#know(ufrag, text);
  }

  #know(ufrag: string, text: string): void {
    const places = this.#known.get(ufrag) ?? new Set<string>();
    this.#known.set(ufrag, places.add(/ typ (\S+)/.exec(text)?.[1] ?? ""));
    this.#env.paths.changed();
  }

  #write(ufrag: string, kinds: readonly FakeKind[]): FakeSdp {
    this.#version += 1;
    const media = kinds.map((kind) => ({ kind, isSending: this.sending.has(kind) }));
    const candidates = this.#gathering.texts(ufrag);
    return { ufrag, version: this.#version, fingerprint: this.fingerprint, media, candidates };
  }

  #described(ticket: number, type: "offer" | "answer", sdp: FakeSdp): void {
    const description = { type, sdp: writeSdp(sdp) };
    this.#tell({ type: "described", gen: this.gen, ticket, description });
  }

  #settle(local: FakeSdp, remote: FakeSdp): void {
    const isNew = this.pair?.local.ufrag !== local.ufrag || this.pair.remote.ufrag !== remote.ufrag;
    this.pair = { local, remote };
    this.#local = null;
    this.#remote = null;
    this.signaling = "stable";
    this.#isNeeded = false;
    if (isNew) this.ice.begin();
    this.#env.paths.changed();
  }

  /** WebRTC 1.0 §4.7.3: asked for once, only in stable with nothing underway, again after the next stable. */
  #update(): void {
    if (this.#isWorking || this.signaling !== "stable" || this.#isNeeded || !this.#isWanting()) return;
    this.#isNeeded = true;
    this.#later(0, 2, () => {
      if (this.signaling === "stable" && !this.#isWorking)
        this.#tell({ type: "negotiationNeeded", gen: this.gen });
      else this.#isNeeded = false;
    });
  }

  #isWanting(): boolean {
    if (this.#isRestarting && this.pair !== null) return true;
    const said = this.pair?.local.media ?? [];
    if (this.#kinds.some((kind) => !said.some((one) => one.kind === kind))) return true;
    return said.some(({ kind, isSending }) => isSending !== this.sending.has(kind));
  }

  #iceChanged(state: FakeIce["state"]): void {
    if (state === "new") return;
    this.#tell({ type: "connection", gen: this.gen, state });
    if (state === "connected") this.#later(2_000, 2_000, () => this.#sample());
  }

  #sample(): void {
    const link = this.#env.paths.link(this);
    if (this.ice.state !== "connected") return;
    const lossShare = this.#env.paths.isPoor(this.owner) ? 0.3 : 0;
    const sample = { rttMs: 40, lossShare, bitrate: 500_000, path: link, relayProtocol: null };
    if (link !== null) this.#tell({ type: "sample", gen: this.gen, sample });
    this.#later(2_000, 2_000, () => this.#sample());
  }
}
