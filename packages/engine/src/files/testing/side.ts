import { fit, type Role } from "@chatorbit/protocol";
import { newUuid, toBase64 } from "@chatorbit/crypto";
import { joinedOf } from "../../call/turn.ts";
import type { Env } from "../../call/testing/env.ts";
import { FakePeer } from "../../call/testing/fake-peer.ts";
import { print } from "../../call/testing/fake-sdp.ts";
import { tick, type Tick } from "../../machine.ts";
import type { FilesEffect } from "../effects.ts";
import { mostAhead, mostOpen } from "../going.ts";
import type { FilesInput } from "../inputs.ts";
import { filesMachine } from "../machine.ts";
import type { FilesState, Transfer } from "../state.ts";
import { fileOf, isOver } from "../turn.ts";
import { type FileSignal, fileSignal } from "../words.ts";
import { type Passed, Pipe } from "./pipe.ts";

/** What somebody else has to be told, or can be told by. */
export type Wire = {
  readonly say: (signal: FileSignal, ts: number) => void;
  /** The other side's hands, if its channel belongs to this connection. */
  readonly other: () => Side;
};

/** One page of a device: the machine with fake hands, watched for what must never be. */
export class Side {
  readonly me: Role;
  readonly faults: string[] = [];
  readonly effects: FilesEffect[] = [];
  peer: FakePeer | null = null;
  hasTurn = true;
  /** Makes a place for what is accepted, or says why not. */
  place: "placed" | "no-room" | "put-off" = "placed";
  /** What it put away, and under which root. */
  readonly kept = new Map<string, string>();
  /** The person pressed something that wants a connection. */
  hasPressed = false;
  isExposed = false;
  hasVerified = false;
  /** What it says of chunks it keeps goes down with the channel. */
  isMute = false;
  /** A sender of other bytes than it names. */
  isLying = false;
  readonly #env: Env;
  readonly #wire: Wire;
  #machine: ReturnType<typeof filesMachine>;
  #state: FilesState;
  #cancel: (() => void) | null = null;
  #prints = 0;
  #pipe: Pipe | null = null;
  #hasChannel = false;
  #cursors = new Map<string, number>();
  #taken = new Map<string, string[]>();
  #page = 0;

  constructor(me: Role, env: Env, wire: Wire) {
    this.me = me;
    this.#env = env;
    this.#wire = wire;
    this.#machine = this.#open();
    this.#state = this.#machine.initial;
  }

  #open(): ReturnType<typeof filesMachine> {
    return filesMachine({ me: this.me, inst: newUuid(this.#env.dice.bytes) });
  }

  get state(): FilesState {
    return this.#state;
  }

  file(fid: string): Transfer | null {
    return fileOf(this.#state, fid);
  }

  stage(fid: string): string {
    const file = this.file(fid);
    if (file === null) return "unknown";
    return file.stage.is === "over" ? file.stage.why : file.stage.is;
  }

  input(input: FilesInput | Tick): void {
    const { time, dice } = this.#env;
    const [state, effects] = this.#machine.step(this.#state, input, { now: time.now, random: dice.bytes });
    this.#state = state;
    for (const one of effects) this.#perform(one);
    this.#watch(input.type);
    this.#cancel?.();
    const due = this.#machine.dueAt(this.#state);
    this.#cancel = due === null ? null : time.at(due, () => this.input(tick));
  }

  /** Chooses a file of so many bytes; its id. */
  attach(size: number): string {
    const { dice } = this.#env;
    const fid = newUuid(dice.bytes);
    const face = { name: "a.bin", size, mime: "", image: null };
    this.input({ type: "attach", fid, key: toBase64(dice.bytes(32)), face, replyTo: null });
    return fid;
  }

  accept(fid: string): void {
    this.hasPressed = true;
    this.input({ type: "accept", fid });
  }

  agree(): void {
    this.isExposed = true;
    this.input({ type: "agreeExposure" });
  }

  verify(isVerified: boolean): void {
    this.hasVerified = isVerified;
    this.input({ type: "verified", isVerified });
  }

  /** The page is loaded again: everything it knew is gone. */
  reload(): void {
    this.#closeChannel();
    this.peer?.close();
    this.peer = null;
    this.#page += 1;
    this.#taken = new Map();
    this.hasPressed = false;
    this.isExposed = false;
    this.#machine = this.#open();
    this.#state = this.#machine.initial;
    this.#cancel?.();
    this.#cancel = null;
    if (this.hasVerified) this.input({ type: "verified", isVerified: true });
  }

  fault(what: string): void {
    this.faults.push(`${this.me}: ${what}`);
  }

  /** The association broke down while ICE was well. */
  breakChannel(): void {
    const { peer } = this;
    if (peer === null || !this.#hasChannel) return;
    this.#closeChannel();
    this.input({ type: "channel", gen: peer.gen, isOpen: false });
    this.input({ type: "peerBroke", gen: peer.gen, ticket: null });
  }

  #closeChannel(): void {
    this.#hasChannel = false;
    this.#pipe = null;
    this.#cursors = new Map();
  }

  #openChannel(peer: FakePeer): void {
    if (this.#hasChannel || this.peer !== peer || peer.isClosed) return;
    this.#hasChannel = true;
    this.#pipe = new Pipe(this.#env, peer, (passed) => {
      const other = this.#wire.other();
      // What arrives at a page with another connection arrives nowhere.
      const isPair = other.peer?.pair?.local.ufrag === peer.pair?.remote.ufrag;
      if (isPair && other.#hasChannel) other.#hear(passed);
      return !isPair || other.#hasChannel;
    });
    this.input({ type: "channel", gen: peer.gen, isOpen: true });
  }

  #perform(one: FilesEffect): void {
    this.effects.push(one);
    const { time, dice } = this.#env;
    switch (one.type) {
      case "say":
        if (fit(fileSignal, one.signal) === null) this.fault(`said nonsense: ${JSON.stringify(one.signal)}`);
        return this.#wire.say(one.signal, time.now);
      case "openPeer":
        return this.#openPeer(one.gen, one.config.isRelayOnly, one.config.servers.length > 0);
      case "closePeer":
        if (this.peer?.gen !== one.gen) this.fault("closed a peer that is not open");
        this.#closeChannel();
        this.peer?.close();
        this.peer = null;
        return;
      case "fetchIce":
        return void time.in(dice.between(5, 500), () => {
          const servers = this.hasTurn ? [{ urls: ["turn:relay.test"], username: "u", credential: "c" }] : [];
          this.input({ type: "iceServers", servers, expiresAt: time.now + 600_000 });
        });
      case "makePlace": {
        const page = this.#page;
        return void time.in(dice.between(0, 300), () => {
          if (page !== this.#page) return;
          const { fid } = one;
          this.#taken.set(fid, []);
          this.input(
            this.place === "placed" ? { type: "placed", fid } : { type: "noPlace", fid, why: this.place },
          );
        });
      }
      case "feed":
        return this.#feed(one.fid, one.from, one.upTo);
      case "tellKept":
        return this.isMute ? undefined : this.#pipe?.send({ is: "kept", fid: one.fid, next: one.next });
      case "keepFile": {
        const page = this.#page;
        return void time.in(dice.between(0, 50), () => {
          if (page !== this.#page || !this.#taken.has(one.fid)) return;
          this.kept.set(one.fid, (this.#taken.get(one.fid) ?? []).join());
          this.input({ type: "kept", fid: one.fid });
        });
      }
      case "dropFile":
      case "forgetFile":
        this.#taken.delete(one.fid);
        this.#cursors.delete(one.fid);
        return;
      case "wakeLock":
      case "unsay":
      case "show":
      case "configure":
        return;
      default:
        if (this.peer?.gen !== one.gen) return this.fault(`${one.type} for a peer that is not open`);
        this.peer.order(one);
    }
  }

  #openPeer(gen: number, isRelayOnly: boolean, hasServers: boolean): void {
    if (this.peer !== null) this.fault("two peers open");
    if (!this.hasPressed) this.fault("a connection nobody asked for");
    const mayShow = hasServers ? this.hasVerified : this.isExposed;
    if (!isRelayOnly && !mayShow) this.fault("shows its address unasked");
    this.#prints += 1;
    const certificate = print(this.#prints + (this.me === "host" ? 0 : 97));
    const peer = new FakePeer(gen, certificate, this.#env, (report) => {
      if (this.peer !== peer) return;
      if (report.type === "iceServers" || report.type === "iceRefused") return;
      this.input(report as FilesInput);
      if (report.type === "connection" && report.state === "connected")
        this.#env.time.in(5, () => this.#openChannel(peer));
    });
    this.peer = peer;
    peer.order({ type: "listen", gen });
  }

  /** The word every chunk of a file is known by; a liar's are of something else. */
  #word = (fid: string, i: number): string => `${this.isLying ? "lie" : fid} ${i}`;

  #feed(fid: string, from: number, upTo: number): void {
    const file = this.file(fid);
    if (file?.way !== "going" || file.stage.is !== "open") return this.fault("feeds what is not open");
    if (upTo > file.stage.kept + mostAhead) this.fault("more chunks on the way than may be");
    let i = Math.max(from, this.#cursors.get(fid) ?? 0);
    for (; i < upTo; i += 1) this.#pipe?.send({ is: "chunk", fid, i, word: this.#word(fid, i) });
    this.#cursors.set(fid, i);
    if (i === file.chunks) this.#env.time.in(1, () => this.input({ type: "sealed", fid, root: rootOf(fid) }));
  }

  #hear(passed: Passed): void {
    const { fid } = passed;
    if (passed.is === "kept") return this.input({ type: "keptThere", fid, next: passed.next });
    const taken = this.#taken.get(fid);
    const file = this.file(fid);
    if (taken === undefined || file?.way !== "coming" || file.stage.is !== "open") return;
    if (passed.i < taken.length) return;
    if (passed.i > taken.length) return this.input({ type: "badChunk", fid, isHopeless: false });
    taken.push(passed.word);
    const isLast = taken.length === file.chunks;
    const isTrue = taken.every((word, i) => word === `${fid} ${i}`);
    const root = isLast ? rootOf(isTrue ? fid : "something else") : null;
    if (isLast || taken.length % 16 === 0) this.input({ type: "took", fid, next: taken.length, root });
  }

  /** What must hold after every single step. */
  #watch(after: string): void {
    const isThere = joinedOf(this.#state.line) !== null;
    if (isThere !== (this.peer !== null))
      this.fault(`a connection without its line, or the reverse (${after})`);
    for (const way of ["going", "coming"] as const) {
      const open = this.#state.files.filter(
        (file) => file.way === way && !isOver(file) && !(way === "going" && file.stage.is === "preparing"),
      );
      if (open.length > mostOpen) this.fault(`${open.length} ${way} at once`);
    }
    for (const { fid, stage, way, chunks } of this.#state.files)
      if (way === "coming" && stage.is === "done" && (this.kept.get(fid) ?? "").split(",").length !== chunks)
        this.fault(`done and not whole (${after})`);
  }
}

/** A root by what it is of: 32 bytes as base64. */
const rootOf = (what: string): string => toBase64(new Uint8Array(32).fill(what.length + what.charCodeAt(0)));
