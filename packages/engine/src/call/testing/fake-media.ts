import type { MediaOrder } from "../effects.ts";
import type { PlatformReport } from "../inputs.ts";
import type { DeviceTrouble, Source } from "../state.ts";
import type { Dice } from "./dice.ts";
import type { Time } from "./time.ts";

/** Devices of one side: asked with patience, sometimes refused, and counted while they run. */
export class FakeMedia {
  readonly live = new Set<Source>();
  /** Share of requests that are refused. */
  refusing = 0;
  readonly #open = new Map<Source, number>();
  readonly #time: Time;
  readonly #dice: Dice;
  readonly #report: (report: PlatformReport) => void;

  constructor(time: Time, dice: Dice, report: (report: PlatformReport) => void) {
    this.#time = time;
    this.#dice = dice;
    this.#report = report;
  }

  /** Somebody may yet be looked at. */
  get isBusy(): boolean {
    return this.live.size > 0 || this.#open.size > 0;
  }

  order(order: Extract<MediaOrder, { type: "getMedia" | "getScreen" | "stopMedia" | "enable" }>): void {
    switch (order.type) {
      case "getMedia": {
        const wanted: Source[] = [];
        if (order.microphone !== false) wanted.push("microphone");
        if (order.camera !== false) wanted.push("camera");
        return this.#ask(order.request, wanted);
      }
      case "getScreen":
        return this.#ask(order.request, ["screen"]);
      case "stopMedia":
        for (const source of order.sources) {
          this.live.delete(source);
          this.#open.delete(source);
        }
        return;
      case "enable":
        if (!this.live.has(order.source)) throw new Error(`enable without ${order.source}`);
    }
  }

  #ask(request: number, wanted: readonly Source[]): void {
    for (const source of wanted) this.#open.set(source, request);
    this.#time.in(this.#dice.between(5, this.#dice.chance(0.2) ? 8_000 : 300), () => {
      const due = wanted.filter((source) => this.#open.get(source) === request);
      for (const source of due) this.#open.delete(source);
      if (due.length === 0) return;
      if (this.#dice.chance(this.refusing)) {
        const why = this.#dice.of<DeviceTrouble>(["refused", "missing", "in-use", "insecure"]);
        return this.#report({ type: "mediaRefused", request, why });
      }
      for (const source of due) this.live.add(source);
      this.#report({ type: "gotMedia", request, sources: due });
    });
  }

  /** Pulled out. */
  lose(source: Source): void {
    if (this.live.delete(source)) this.#report({ type: "sourceLost", source });
  }
}
