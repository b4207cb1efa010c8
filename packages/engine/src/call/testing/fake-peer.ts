/**
 * What can be observed of an RTCPeerConnection: signaling states, glare and rollback, when
 * `negotiationneeded` fires, candidates coming late, ICE going silent, failing and restarting.
 */
import type { PeerOrder } from "../effects.ts";
import type { PlatformReport } from "../inputs.ts";
import type { Kind } from "../state.ts";
import type { Env } from "./env.ts";
import { FakeIce } from "./fake-ice.ts";
import { type FakeSdp, readSdp, writeSdp } from "./fake-sdp.ts";

type Signaling = "stable" | "have-local-offer" | "have-remote-offer";

export class FakePeer {
  readonly gen: number;
  isClosed = false;
  signaling: Signaling = "stable";
  readonly ice: FakeIce;
  /** The credentials media runs under. */
  pair: { readonly local: FakeSdp; readonly remote: FakeSdp } | null = null;
  /** Orders that did not fit the state: each is a bug of whoever gave them. */
  readonly misfits: string[] = [];
  readonly #fingerprint: string;
  readonly #env: Env;
  readonly #report: (report: PlatformReport) => void;
  readonly #sending = new Set<Kind>();
  readonly #known = new Set<string>();
  readonly #waiting: (() => void)[] = [];
  #isWorking = false;
  #local: FakeSdp | null = null;
  #remote: FakeSdp | null = null;
  #version = 1;
  #isRestarting = false;
  #written = "";
  #isListening = false;
  #isNeeded = false;

  constructor(gen: number, fingerprint: string, env: Env, report: (report: PlatformReport) => void) {
    this.gen = gen;
    this.#fingerprint = fingerprint;
    this.#env = env;
    this.#report = report;
    env.air.enter(this);
    this.ice = new FakeIce(
      env,
      () => env.air.isLinked(this),
      (state) => this.#tell({ type: "connection", gen, state }),
    );
  }

  close(): void {
    this.isClosed = true;
    this.ice.stop();
    this.#env.air.leave(this);
  }

  knows(ufrag: string): boolean {
    return this.#known.has(ufrag);
  }

  /** One order after the other, each taking its time, as in the platform's operations chain. */
  order(order: Exclude<PeerOrder, { type: "openPeer" | "closePeer" | "configure" }>): void {
    switch (order.type) {
      case "addTrack":
        this.#sending.add(order.kind);
        return this.#update();
      case "replaceTrack":
        return;
      case "removeTrack":
        this.#sending.delete(order.kind);
        return this.#update();
      case "listen":
        this.#isListening = true;
        return this.#update();
      case "restartIce":
        this.#isRestarting = true;
        return this.#update();
      default:
        this.#waiting.push(() => {
          try {
            this.#carryOut(order);
          } catch (cause) {
            this.misfits.push(`${order.type}: ${String(cause)}`);
            if ("ticket" in order) this.#tell({ type: "peerBroke", gen: this.gen, ticket: order.ticket });
          }
        });
        this.#work();
    }
  }

  #tell(report: PlatformReport): void {
    if (!this.isClosed) this.#report(report);
  }

  #later(from: number, to: number, run: () => void): void {
    const { time, dice } = this.#env;
    time.in(dice.between(from, to), () => {
      if (!this.isClosed) run();
    });
  }

  #work(): void {
    const next = this.#isWorking ? undefined : this.#waiting.shift();
    if (next === undefined) return;
    this.#isWorking = true;
    this.#later(1, 25, () => {
      next();
      this.#isWorking = false;
      if (this.#waiting.length > 0) this.#work();
      else this.#update();
    });
  }

  #carryOut(
    order: Extract<PeerOrder, { type: "makeOffer" | "makeAnswer" | "setRemote" | "addCandidate" }>,
  ): void {
    switch (order.type) {
      case "makeOffer":
        return this.#makeOffer(order.ticket);
      case "makeAnswer":
        return this.#makeAnswer(order.ticket);
      case "setRemote":
        return this.#setRemote(order.description.type, readSdp(order.description.sdp), order.isRollback);
      case "addCandidate": {
        const { usernameFragment } = order.candidate;
        const isOurs = [this.#remote, this.pair?.remote].some((one) => one?.ufrag === usernameFragment);
        if (isOurs && usernameFragment !== null) this.#known.add(usernameFragment);
      }
    }
  }

  #makeOffer(ticket: number): void {
    if (this.signaling !== "stable") throw new Error(this.signaling);
    const isFresh = this.#isRestarting || this.pair === null;
    const ufrag = isFresh ? this.#env.air.freshUfrag() : (this.pair?.local.ufrag ?? "");
    const kinds = (this.pair?.local.media ?? []).map(({ kind }) => kind);
    for (const kind of this.#sending) if (!kinds.includes(kind)) kinds.push(kind);
    if (this.#isListening && kinds.length === 0) kinds.push("audio");
    this.#local = this.#write(ufrag, kinds);
    this.signaling = "have-local-offer";
    this.#isRestarting = false;
    if (isFresh) this.#gather(ufrag);
    this.#tell({
      type: "described",
      gen: this.gen,
      ticket,
      description: { type: "offer", sdp: writeSdp(this.#local) },
    });
  }

  #makeAnswer(ticket: number): void {
    const remote = this.#remote;
    if (this.signaling !== "have-remote-offer" || remote === null) throw new Error(this.signaling);
    const isFresh = this.pair === null || this.pair.remote.ufrag !== remote.ufrag;
    const ufrag = isFresh ? this.#env.air.freshUfrag() : (this.pair?.local.ufrag ?? "");
    if (isFresh) this.#isRestarting = false;
    const local = this.#write(
      ufrag,
      remote.media.map(({ kind }) => kind),
    );
    if (isFresh) this.#gather(ufrag);
    this.#settle(local, remote);
    this.#tell({
      type: "described",
      gen: this.gen,
      ticket,
      description: { type: "answer", sdp: writeSdp(local) },
    });
  }

  #setRemote(type: "offer" | "answer", remote: FakeSdp, isRollback: boolean): void {
    const kinds = remote.media.map(({ kind }) => kind).join();
    if (type === "answer") {
      if (this.signaling !== "have-local-offer" || this.#local === null) throw new Error(this.signaling);
      if (kinds !== this.#local.media.map(({ kind }) => kind).join()) throw new Error("m-lines differ");
      return this.#settle(this.#local, remote);
    }
    if (this.signaling === "have-local-offer") {
      if (!isRollback) throw new Error("glare");
      if (this.#local?.ufrag !== this.pair?.local.ufrag && this.pair !== null) this.#isRestarting = true;
      this.#local = null;
    }
    const before = (this.pair?.local.media ?? []).map(({ kind }) => kind).join();
    if (!kinds.startsWith(before)) throw new Error("m-lines out of order");
    this.#remote = remote;
    this.signaling = "have-remote-offer";
  }

  #write(ufrag: string, kinds: readonly string[]): FakeSdp {
    const media = kinds.map((kind) => ({ kind, isSending: this.#sending.has(kind as Kind) }));
    const content = JSON.stringify([ufrag, media]);
    // RFC 8829 lets the version stand still while nothing changes, and some platforms do.
    if (!this.#env.isTerse || content !== this.#written) this.#version += 1;
    this.#written = content;
    return { ufrag, version: this.#version, fingerprint: this.#fingerprint, media };
  }

  #settle(local: FakeSdp, remote: FakeSdp): void {
    const isNew = this.pair?.local.ufrag !== local.ufrag || this.pair?.remote.ufrag !== remote.ufrag;
    this.pair = { local, remote };
    this.#local = null;
    this.#remote = null;
    this.signaling = "stable";
    this.#isNeeded = false;
    if (isNew) this.ice.begin();
  }

  #gather(ufrag: string): void {
    const count = this.#env.dice.between(1, 3);
    for (let port = 0; port < count; port++) {
      this.#later(5, 400, () =>
        this.#tell({
          type: "gathered",
          gen: this.gen,
          relay: null,
          candidate: {
            candidate: `candidate:1 1 udp 41885439 192.0.2.${port + 1} 50${port}00 typ relay raddr 0.0.0.0 rport 0`,
            sdpMid: "0",
            sdpMLineIndex: 0,
            usernameFragment: ufrag,
          },
        }),
      );
    }
    this.#later(400, 450, () => this.#tell({ type: "gatheringDone", gen: this.gen }));
  }

  /** WebRTC 1.0 §4.7.3: asked for once, only in stable, again after the next stable. */
  #update(): void {
    if (this.#isWorking || this.signaling !== "stable" || this.#isNeeded || !this.#isWanting()) return;
    this.#isNeeded = true;
    this.#later(0, 2, () => {
      if (this.signaling === "stable" && !this.#isWorking) {
        this.#tell({ type: "negotiationNeeded", gen: this.gen });
      } else this.#isNeeded = false;
    });
  }

  #isWanting(): boolean {
    if (this.#isRestarting && this.pair !== null) return true;
    const said = this.pair?.local.media ?? [];
    if (this.#isListening && said.length === 0) return true;
    const isNew = [...this.#sending].some((kind) => !said.some((one) => one.kind === kind));
    return isNew || said.some(({ kind, isSending }) => isSending !== this.#sending.has(kind as Kind));
  }
}
