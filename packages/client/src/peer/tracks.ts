import type { MediaOrder, Report, Source } from "./port.ts";
import { troubleOf } from "./trouble.ts";

/** Ideal, so that a weaker camera still answers. */
const picture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const voice = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

type Asked = Extract<MediaOrder, { type: "getMedia" }>;

/** The device's own tracks, one a source: each that runs is here, so that each can be stopped. */
export class Tracks {
  readonly #running = new Map<Source, MediaStreamTrack>();
  /** The request a source is awaited for; what comes for another is stopped as it comes. */
  readonly #awaited = new Map<Source, number>();
  readonly #report: (report: Report) => void;
  readonly #changed: () => void;

  constructor(report: (report: Report) => void, changed: () => void) {
    this.#report = report;
    this.#changed = changed;
  }

  of(source: Source): MediaStreamTrack | null {
    return this.#running.get(source) ?? null;
  }

  order(order: MediaOrder): void {
    switch (order.type) {
      case "getMedia":
        return this.#get(order);
      case "getScreen":
        return this.#ask(order.request, ["screen"], () =>
          navigator.mediaDevices.getDisplayMedia({ video: true, audio: false }),
        );
      case "stopMedia":
        for (const source of order.sources) this.#stop(source);
        return this.#changed();
      case "enable": {
        const track = this.#running.get(order.source);
        if (track !== undefined) track.enabled = order.isOn;
      }
    }
  }

  stopAll(): void {
    for (const source of ["microphone", "camera", "screen"] as const) this.#stop(source);
  }

  #stop(source: Source): void {
    this.#awaited.delete(source);
    this.#running.get(source)?.stop();
    this.#running.delete(source);
  }

  #get({ request, microphone, camera }: Asked): void {
    const sources: Source[] = [];
    if (microphone !== false) sources.push("microphone");
    if (camera !== false) sources.push("camera");
    // Many a phone opens one camera at a time: the old one goes before the new one comes. Its sender
    // keeps the stopped track until then and sends nothing.
    if (camera !== false) this.#running.get("camera")?.stop();
    const exact = (id: string | null) => (id === null ? {} : { deviceId: { exact: id } });
    this.#ask(request, sources, () =>
      navigator.mediaDevices.getUserMedia({
        audio: microphone === false ? false : { ...voice, ...exact(microphone) },
        video: camera === false ? false : { ...picture, ...exact(camera) },
      }),
    );
  }

  #ask(request: number, sources: readonly Source[], open: () => Promise<MediaStream>): void {
    for (const source of sources) this.#awaited.set(source, request);
    // An insecure origin has no `mediaDevices` at all, and calling it throws instead of rejecting.
    const opened = new Promise<MediaStream>((resolve) => resolve(open()));
    opened.then(
      (stream) => this.#take(request, sources, stream),
      (cause: unknown) => {
        if (this.#due(request, sources).length === 0) return;
        for (const source of sources) this.#awaited.delete(source);
        this.#report({ type: "mediaRefused", request, why: troubleOf(cause, isSecureContext) });
      },
    );
  }

  #due(request: number, sources: readonly Source[]): readonly Source[] {
    return sources.filter((source) => this.#awaited.get(source) === request);
  }

  #take(request: number, sources: readonly Source[], stream: MediaStream): void {
    const due = this.#due(request, sources);
    const got: Source[] = [];
    for (const track of stream.getTracks()) {
      const source = due.find((one) => (one === "microphone") === (track.kind === "audio"));
      if (source === undefined || got.includes(source)) track.stop();
      else {
        this.#keep(source, track);
        got.push(source);
      }
    }
    if (due.length === 0) return;
    for (const source of due) this.#awaited.delete(source);
    this.#report({ type: "gotMedia", request, sources: got });
    this.#changed();
  }

  #keep(source: Source, track: MediaStreamTrack): void {
    const old = this.#running.get(source);
    this.#running.set(source, track);
    old?.stop();
    if (source === "screen") track.contentHint = "detail";
    // `stop()` fires no `ended`: this is the device, its permission, or the browser's own button.
    track.onended = () => {
      if (this.#running.get(source) !== track) return;
      this.#running.delete(source);
      this.#report({ type: "sourceLost", source });
      this.#changed();
    };
  }
}
