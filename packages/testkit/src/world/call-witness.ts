import type { CallModel, CallView } from "@chatorbit/client";
import type { CallBody } from "@chatorbit/engine";
import { type CallNote, type PeerConfig, signal as callSignal } from "@chatorbit/engine/call";
import { fit } from "@chatorbit/protocol";
import type { Order } from "../peers/platform.ts";
import type { Device } from "./device.ts";
import type { World } from "./world.ts";

export type EndNote = Extract<CallNote, { type: "call-ended" }>;

/** What one device did in calls; `page`: since its page was opened. */
type Life = {
  /** Consents given, by their ids. */
  readonly agreed: Set<string>;
  hasVerified: boolean;
  page: PageLife;
};

type PageLife = {
  model: CallModel | null;
  /** The person asked for a call or took one, and it is not over. */
  hasPressed: boolean;
  isActive: boolean;
  choice: "direct" | "relay" | null;
  isExposureAgreed: boolean;
  config: PeerConfig | null;
  /** The call last spoken of, and the one that last rang here. */
  callId: string | null;
  ringId: string | null;
  readonly ends: Map<string, EndNote>;
};

const freshPage = (): PageLife => ({
  model: null,
  hasPressed: false,
  isActive: false,
  choice: null,
  isExposureAgreed: false,
  config: null,
  callId: null,
  ringId: null,
  ends: new Map(),
});

/** A person is in it, or has asked for it. */
export const isActive = (view: CallView | null): boolean =>
  view !== null &&
  view.phase !== "idle" &&
  view.phase !== "ended" &&
  (view.phase !== "ringing" || view.isAnswering);

/**
 * Sees what the engine orders and says about calls on two devices, and writes down what must never
 * be: a device or a connection nobody asked for, an address shown by somebody who hides it, a
 * recording nobody agreed to, two connections, a light that stays on.
 */
export class CallWitness {
  readonly devices: readonly [Device, Device];
  readonly wrong: string[] = [];
  readonly world: World;
  readonly #lives: ReadonlyMap<Device, Life>;
  /** How often two were connected. */
  connections = 0;
  recordings = 0;

  constructor(world: World, devices: readonly [Device, Device]) {
    this.world = world;
    this.devices = devices;
    this.#lives = new Map(devices.map((device) => [device, this.#born()]));
    for (const device of devices) {
      device.peers.spy = {
        said: (signal) => this.#said(device, signal),
        heard: (signal) => this.#heard(device, signal),
        noted: (note) => this.#noted(device, note),
        ordered: (order) => this.#ordered(device, order),
      };
    }
  }

  #born(): Life {
    return { agreed: new Set(), hasVerified: false, page: freshPage() };
  }

  #life(device: Device): Life {
    const life = this.#lives.get(device);
    if (life === undefined) throw new Error(`${device.name} is nobody here`);
    return life;
  }

  page(device: Device): PageLife {
    return this.#life(device).page;
  }

  other(device: Device): Device {
    return device === this.devices[0] ? this.devices[1] : this.devices[0];
  }

  view(device: Device): CallView | null {
    return this.#model(device)?.snapshot() ?? null;
  }

  /** The page was opened anew. */
  reloaded(device: Device): void {
    this.#life(device).page = freshPage();
  }

  start(device: Device, hasVideo: boolean): void {
    this.page(device).hasPressed = true;
    device.model.startCall(hasVideo);
  }

  accept(device: Device, hasVideo: boolean): void {
    this.page(device).hasPressed = true;
    this.#model(device)?.accept(hasVideo);
  }

  choosePath(device: Device, path: "direct" | "relay" | null): void {
    const model = this.#model(device);
    if (model === null) return;
    this.page(device).choice = path;
    model.choosePath(path);
    const view = model.snapshot();
    this.page(device).choice = "choice" in view ? view.choice : path;
  }

  agreeExposure(device: Device): void {
    const model = this.#model(device);
    if (model === null) return;
    this.page(device).isExposureAgreed = true;
    model.agreeExposure();
  }

  verify(device: Device): void {
    if (device.view.screen !== "conversation" || device.view.verification === null) return;
    this.#life(device).hasVerified = true;
    device.model.openVerify();
    device.model.confirmWords(true);
  }

  #model(device: Device): CallModel | null {
    const model = device.model.calls();
    const page = this.page(device);
    if (model !== page.model) {
      page.model = model;
      model?.subscribe(() => this.#changed(device));
      this.#changed(device);
    }
    return model;
  }

  #changed(device: Device): void {
    const page = this.page(device);
    const view = page.model?.snapshot() ?? null;
    if (view?.phase === "connected") this.connections += 1;
    const isNow = isActive(view);
    if (page.isActive && !isNow) page.hasPressed = false;
    page.isActive = isNow;
  }

  /** What must hold whenever nothing is underway. */
  look(device: Device): void {
    const view = this.view(device);
    const { page, faults } = device.peers;
    const what = view?.phase ?? "no call";
    this.#changed(device);
    for (const fault of faults.splice(0)) this.say(fault);
    if (this.world.paths.openOf(device.name).length > 1) this.say(`${device.name} has two connections`);
    const isJoined = view?.phase === "connecting" || view?.phase === "connected";
    if (isJoined !== (page?.connection != null))
      this.say(`${device.name} has a connection without a call, or the reverse: ${what}`);
    if (page?.isAwake === true && !isJoined) this.say(`${device.name} stays awake in ${what}`);
    if (page?.recording != null && view?.consent.is !== "on")
      this.say(`${device.name} records on in ${what}`);
    if (isActive(view)) return;
    const lights = [...(page?.tracks.live ?? [])];
    if (lights.length > 0) this.say(`${device.name} has its ${lights.join()} on in ${what}`);
  }

  #said(device: Device, signal: CallBody): void {
    const page = this.page(device);
    const said = fit(callSignal, signal);
    if (said === null) return this.say(`${device.name} says nonsense: ${JSON.stringify(signal)}`);
    if (said.t === "rec.ok") this.#life(device).agreed.add(said.id);
    if ("call" in said && said.t !== "rtc.bye" && said.t !== "rtc.decline" && said.t !== "rec.ask")
      page.callId = said.call;
    if (page.config?.isRelayOnly !== true) return;
    const text = JSON.stringify(signal);
    for (const place of ["host", "srflx"] as const) {
      const address = this.world.paths.address(device.name, place);
      if (text.includes(address)) this.say(`${device.name} hides and says its ${place} address: ${said.t}`);
    }
  }

  #heard(device: Device, { t, call }: CallBody): void {
    if (t === "rtc.ring" && typeof call === "string") this.page(device).ringId = call;
  }

  #noted(device: Device, note: CallNote): void {
    if (note.type !== "call-ended") return;
    const page = this.page(device);
    const isOfTheirs = note.why === "missed" || note.why === "declined";
    const call = isOfTheirs ? page.ringId : page.callId;
    if (call !== null) page.ends.set(call, note);
  }

  #ordered(device: Device, order: Order): void {
    const page = this.page(device);
    switch (order.type) {
      case "getMedia":
      case "getScreen":
        if (!page.hasPressed) this.say(`${device.name} asks for devices unasked`);
        return;
      case "openPeer":
        if (!page.hasPressed) this.say(`${device.name} opens a connection unasked`);
        return this.#configured(device, order.config);
      case "configure":
        return this.#configured(device, order.config);
      case "startRecorder":
        this.recordings += 1;
        if (!this.#life(this.other(device)).agreed.has(order.id))
          this.say(`${device.name} records without a yes`);
        return;
      default:
        return;
    }
  }

  #configured(device: Device, config: PeerConfig): void {
    this.page(device).config = config;
    if (!config.isRelayOnly && !this.#mayShow(device, config))
      this.say(`${device.name} shows its address unasked`);
  }

  /** CRYPTO §6 "IP privacy", from what the person did. */
  #mayShow(device: Device, { servers }: PeerConfig): boolean {
    const { choice, isExposureAgreed } = this.page(device);
    if (choice !== null) return choice === "direct";
    const hasTurn = servers.some(({ urls }) => urls.some((url) => url.startsWith("turn")));
    return hasTurn ? this.#life(device).hasVerified : isExposureAgreed;
  }

  say(wrong: string): void {
    if (!this.wrong.includes(wrong)) this.wrong.push(wrong);
  }
}
