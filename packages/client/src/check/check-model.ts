/** The screen of the check before a call: asks the devices and every way out, and keeps what they answered. */
import { askForIce, type Seated } from "../call/fetch-ice.ts";
import type { CheckModel, CheckView } from "../models/check-view.ts";
import type { IceServer, Report } from "../peer/port.ts";
import type { Ports } from "../ports.ts";
import type { CheckHandsFactory, Target } from "./port.ts";
import { presentCheck } from "./present-check.ts";
import { type CheckEvent, stepCheck, unchecked } from "./state.ts";
import { lightOf, wayNames, wayOf, type WayName } from "./ways.ts";

/** What a platform that can check offers, once its code is here. */
export type OpenCheck = (ports: Pick<Ports, "now" | "request">, seated: () => Seated) => CheckModel;

type Ask = "microphone" | "camera";
type Probe = { readonly way: WayName; readonly url: string; readonly target: Target };

export const checkOn =
  (hands: CheckHandsFactory): OpenCheck =>
  (ports, seated) => {
    const listeners = new Set<() => void>();
    const levels = new Set<(level: number) => void>();
    let state = unchecked;
    let view: CheckView | null = null;
    let run = new AbortController();
    let request = 0;
    const asked: Record<Ask, number> = { microphone: 0, camera: 0 };
    let stopLevel: (() => void) | null = null;
    const device = hands({ report, changed: devicesChanged });

    function feed(event: CheckEvent): void {
      const next = stepCheck(state, event);
      if (next === state) return;
      state = next;
      changed();
    }

    function changed(): void {
      view = null;
      for (const listener of listeners) listener();
    }

    function ask(source: Ask, id: string | null): void {
      if (source === "microphone") endLevel();
      request += 1;
      asked[source] = request;
      feed({ type: "asked", source, id });
      const only = (one: Ask) => (one === source ? id : false);
      device.order({ type: "getMedia", request, microphone: only("microphone"), camera: only("camera") });
    }

    function report(said: Report): void {
      switch (said.type) {
        case "gotMedia":
          for (const source of said.sources) if (source !== "screen") got(source);
          return;
        case "mediaRefused": {
          const source = said.request === asked.microphone ? "microphone" : "camera";
          feed({ type: "refused", source, why: said.why });
          return cameraNext();
        }
        case "sourceLost":
          if (said.source === "screen") return;
          if (said.source === "microphone") endLevel();
          return feed({ type: "refused", source: said.source, why: "missing" });
      }
    }

    function got(source: Ask): void {
      feed({ type: "got", source });
      if (source === "microphone") {
        endLevel();
        stopLevel = device.watchLevel((level) => {
          feed({ type: "level", level });
          for (const heard of levels) heard(level);
        });
      }
      cameraNext();
    }

    /** One question at a time, one a device: whoever refuses the camera still has the microphone. */
    function cameraNext(): void {
      if (asked.camera === 0) ask("camera", null);
    }

    function endLevel(): void {
      stopLevel?.();
      stopLevel = null;
    }

    function devicesChanged(): void {
      changed();
      void device.devices().then(
        (devices) => feed({ type: "devices", devices }),
        () => {},
      );
    }

    async function checkNetwork(signal: AbortSignal): Promise<void> {
      const host = tryWay({ way: "host", url: "", target: { kind: "host" } }, signal);
      const answer = await askForIce(ports, seated());
      if (signal.aborted) return;
      const probes = probesOf(answer?.iceServers ?? []);
      const tries = probes.map((probe) => tryWay(probe, signal));
      feed({ type: "servers", warnings: answer?.warnings ?? null });
      await Promise.all([host, ...tries]);
      if (!signal.aborted) await guessBandwidth(probes, signal);
    }

    async function tryWay({ way, url, target }: Probe, signal: AbortSignal): Promise<void> {
      feed({ type: "trying", way, url });
      const began = ports.now();
      const { answer, families } = await device.probe(target, signal);
      if (signal.aborted) return;
      for (const family of families) feed({ type: "address", family });
      feed({ type: "answered", url, result: { ...answer, ms: Math.round(ports.now() - began) } });
    }

    async function guessBandwidth(probes: readonly Probe[], signal: AbortSignal): Promise<void> {
      const open = wayNames.find((way) => isRelay(way) && lightOf(state.attempts, way).is === "open");
      const passed = state.attempts.find(({ way, result }) => way === open && result?.is === "open");
      const target = probes.find(({ url }) => url === passed?.url)?.target;
      if (target === undefined || target.kind !== "turn") return feed({ type: "noRelay" });
      feed({ type: "measuring" });
      const kbps = await device.measure(target.server, signal);
      if (!signal.aborted) feed({ type: "measured", kbps });
    }

    function again(): void {
      run.abort();
      run = new AbortController();
      feed({ type: "again" });
      void checkNetwork(run.signal);
      for (const source of ["microphone", "camera"] as const) {
        if (state[source].is === "off") ask(source, state.chosen[source]);
      }
    }

    function playSound(): void {
      if (state.speaker === "playing") return;
      feed({ type: "speaker", is: "playing" });
      device.play(state.chosen.speaker).then(
        () => feed({ type: "speaker", is: "played" }),
        () => feed({ type: "speaker", is: "failed" }),
      );
    }

    ask("microphone", null);
    devicesChanged();
    void checkNetwork(run.signal);
    return {
      snapshot: () => (view ??= presentCheck(state)),
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      chooseDevice(source, id) {
        if (source === "speaker") feed({ type: "chosen", source, id });
        else ask(source, id);
      },
      playSound,
      again,
      watchLevel(heard) {
        levels.add(heard);
        return () => void levels.delete(heard);
      },
      camera: device.camera,
      canChooseSpeaker: device.canChooseSpeaker,
      close() {
        listeners.clear();
        run.abort();
        endLevel();
        device.close();
      },
    };
  };

const isRelay = (way: WayName) => way !== "host" && way !== "stun";

/** One a URL, each with the login of its server. */
function probesOf(servers: readonly IceServer[]): readonly Probe[] {
  const probes = new Map<string, Probe>();
  for (const server of servers) {
    for (const url of server.urls) {
      const way = wayOf(url);
      if (way === null) continue;
      const kind = isRelay(way) ? "turn" : "stun";
      probes.set(url, { way, url, target: { kind, server: { ...server, urls: [url] } } });
    }
  }
  const all = [...probes.values()];
  return all.some(({ way }) => way === "stun") ? all : [...all.flatMap(stunOf), ...all];
}

/** A relay over UDP also tells devices their public address, and browsers ask it for that (RFC 8656 §3). */
function stunOf({ way, url: relay }: Probe): readonly Probe[] {
  if (way !== "turn-udp") return [];
  const url = relay.replace(/^turn:/i, "stun:").replace(/\?.*$/, "");
  return [{ way: "stun", url, target: { kind: "stun", server: { urls: [url] } } }];
}
