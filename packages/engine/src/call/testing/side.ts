import { fit, type Role } from "@chatorbit/protocol";
import { tick, type Tick } from "../../machine.ts";
import { callMachine } from "../call.ts";
import type { CallEffect } from "../effects.ts";
import type { CallInput } from "../inputs.ts";
import { type Signal, signal as signalSchema } from "../signals.ts";
import type { CallState } from "../state.ts";
import { joinedOf, preparingOf } from "../turn.ts";
import type { Env } from "./env.ts";
import { FakeMedia } from "./fake-media.ts";
import { FakePeer } from "./fake-peer.ts";
import { print } from "./fake-sdp.ts";

/** One device: the machine with fake hands, watched for what must never be. */
export class Side {
  readonly me: Role;
  readonly media: FakeMedia;
  readonly faults: string[] = [];
  /** Operations of the platform that failed. */
  readonly misfits: string[] = [];
  readonly trace: string[] = [];
  readonly effects: CallEffect[] = [];
  peer: FakePeer | null = null;
  recording: string | null = null;
  hasTurn = true;
  isIceBroken = false;
  readonly #env: Env;
  readonly #machine: ReturnType<typeof callMachine>;
  readonly #send: (signal: Signal, ts: number) => void;
  #state: CallState;
  #cancel: (() => void) | null = null;
  #prints = 0;

  constructor(me: Role, env: Env, send: (signal: Signal, ts: number) => void) {
    this.me = me;
    this.#env = env;
    this.#send = send;
    this.#machine = callMachine({ me, maxSignalAgeMs: null });
    this.#state = this.#machine.initial;
    this.media = new FakeMedia(env.time, env.dice, (report) => this.input(report));
  }

  get state(): CallState {
    return this.#state;
  }

  get phase(): CallState["call"]["phase"] {
    return this.#state.call.phase;
  }

  input(input: CallInput | Tick): void {
    const { time, dice } = this.#env;
    const before = this.phase;
    const [state, effects] = this.#machine.step(this.#state, input, { now: time.now, random: dice.bytes });
    this.#state = state;
    this.#log(input, before);
    for (const one of effects) this.#perform(one);
    this.#watch(input.type);
    this.#setAlarm();
  }

  /** The page is loaded again: everything it knew is gone, the platform took back what it gave. */
  reload(): void {
    this.peer?.close();
    this.peer = null;
    this.recording = null;
    this.media.order({ type: "stopMedia", sources: ["microphone", "camera", "screen"] });
    this.#state = this.#machine.initial;
    this.#setAlarm();
  }

  fault(what: string): void {
    this.faults.push(`${this.me}: ${what}`);
  }

  #log(input: CallInput | Tick, before: string): void {
    const what = input.type === "heard" ? `heard ${input.signal.t}` : input.type;
    const gen = joinedOf(this.#state)?.negotiation.gen ?? "";
    this.trace.push(`${this.#env.time.now % 1e7} ${this.me} ${what}: ${before} → ${this.phase} ${gen}`);
  }

  #setAlarm(): void {
    this.#cancel?.();
    const due = this.#machine.dueAt(this.#state);
    this.#cancel = due === null ? null : this.#env.time.at(due, () => this.input(tick));
  }

  #perform(one: CallEffect): void {
    this.effects.push(one);
    switch (one.type) {
      case "say":
        if (fit(signalSchema, one.signal) === null) this.fault(`said nonsense: ${one.signal.t}`);
        return this.#send(one.signal, this.#env.time.now);
      case "openPeer":
        if (this.peer !== null) this.fault("two peers open");
        if (joinedOf(this.#state) === null) this.fault("a peer without a call");
        this.#prints += 1;
        this.peer = new FakePeer(
          one.gen,
          print(this.#prints + (this.me === "host" ? 0 : 97)),
          this.#env,
          (report) => this.input(report),
        );
        return;
      case "closePeer":
        if (this.peer?.gen !== one.gen) this.fault("closed a peer that is not open");
        this.#keepMisfits();
        this.peer?.close();
        this.peer = null;
        return;
      case "getMedia":
      case "getScreen":
      case "stopMedia":
      case "enable":
        return this.media.order(one);
      case "fetchIce":
        return void this.#env.time.in(this.#env.dice.between(5, 500), () => {
          if (this.isIceBroken) return this.input({ type: "iceRefused" });
          const servers = this.hasTurn ? [{ urls: ["turn:relay.test"], username: "u", credential: "c" }] : [];
          this.input({ type: "iceServers", servers, expiresAt: this.#env.time.now + 600_000 });
        });
      case "startRecorder":
        if (this.recording !== null) this.fault("two recordings");
        this.recording = one.id;
        return;
      case "stopRecorder":
        this.recording = null;
        return;
      case "ring":
      case "stopRing":
      case "wakeLock":
      case "doubtLine":
      case "unsay":
      case "notice":
      case "note":
        return;
      default:
        if (this.peer?.gen !== one.gen) return this.fault(`${one.type} for a peer that is not open`);
        if ("source" in one && !this.media.live.has(one.source)) this.fault(`${one.type} of a dead source`);
        if (one.type !== "configure") this.peer.order(one);
    }
  }

  #keepMisfits(): void {
    for (const misfit of this.peer?.misfits ?? []) this.misfits.push(misfit);
  }

  /** What must hold after every single step. */
  #watch(after: string): void {
    const isJoined = joinedOf(this.#state) !== null;
    if (!isJoined && this.peer !== null) this.fault(`a peer outlives its call (${after})`);
    if (isJoined && this.peer === null) this.fault(`a call without a peer (${after})`);
    const wants = isJoined || this.phase === "calling" || preparingOf(this.#state) !== null;
    if (!wants && this.media.isBusy) this.fault(`a device runs in ${this.phase} (${after})`);
    const { consent } = this.#state;
    const mayRecord = consent.is === "on" && consent.by === "me" && consent.id === this.recording;
    if (this.recording !== null && !mayRecord) this.fault("records without consent");
  }
}
