import type { DeviceTrouble } from "@chatorbit/engine/call";
import type { Dice } from "../world/dice.ts";
import type { Time } from "../world/time.ts";
import type { MediaOrder, Report, Source } from "./platform.ts";

/** How the devices of a machine and the person before it behave. */
export type Manners = {
  /** Share of questions that are refused. */
  refusing: number;
  /** Longest time until a question is answered, ms. */
  slowMs: number;
  /** Not plugged in. */
  readonly missing: Set<Source>;
};

export const goodManners = (): Manners => ({ refusing: 0, slowMs: 300, missing: new Set() });

type DevicesEnv = { readonly time: Time; readonly dice: Dice; readonly manners: Manners };
type MediaRequest = Extract<MediaOrder, { type: "getMedia" | "getScreen" | "stopMedia" | "enable" }>;

/** Microphone, camera and screen of one page: asked for with patience, and seen while they run. */
export class FakeDevices {
  /** Those whose light is on. */
  readonly live = new Set<Source>();
  readonly #awaited = new Map<Source, number>();
  readonly #env: DevicesEnv;
  readonly #report: (report: Report) => void;

  constructor(env: DevicesEnv, report: (report: Report) => void) {
    this.#env = env;
    this.#report = report;
  }

  order(order: MediaRequest): void {
    switch (order.type) {
      case "getMedia": {
        const wanted: Source[] = [];
        if (order.microphone !== false) wanted.push("microphone");
        if (order.camera !== false) wanted.push("camera");
        const isUnknown = [order.microphone, order.camera].includes("unplugged");
        return this.#ask(order.request, wanted, isUnknown);
      }
      case "getScreen":
        return this.#ask(order.request, ["screen"], false);
      case "stopMedia":
        for (const source of order.sources) this.#stop(source);
        return;
      case "enable":
        return;
    }
  }

  stopAll(): void {
    for (const source of ["microphone", "camera", "screen"] as const) this.#stop(source);
  }

  /** Pulled out, revoked, or stopped from the browser's bar. */
  lose(source: Source): void {
    if (this.live.delete(source)) this.#report({ type: "sourceLost", source });
  }

  #stop(source: Source): void {
    this.live.delete(source);
    this.#awaited.delete(source);
  }

  #ask(request: number, wanted: readonly Source[], isUnknown: boolean): void {
    const { time, dice, manners } = this.#env;
    for (const source of wanted) this.#awaited.set(source, request);
    time.at(time.now() + 5 + dice.pick(manners.slowMs), () => {
      const due = wanted.filter((source) => this.#awaited.get(source) === request);
      for (const source of due) this.#awaited.delete(source);
      if (due.length === 0) return;
      const why = this.#trouble(wanted, isUnknown);
      if (why !== null) return this.#report({ type: "mediaRefused", request, why });
      for (const source of due) this.live.add(source);
      this.#report({ type: "gotMedia", request, sources: due });
    });
  }

  #trouble(wanted: readonly Source[], isUnknown: boolean): DeviceTrouble | null {
    const { dice, manners } = this.#env;
    if (isUnknown || wanted.some((source) => manners.missing.has(source))) return "missing";
    return dice.chance(manners.refusing) ? dice.of<DeviceTrouble>(["refused", "in-use", "failed"]) : null;
  }
}
