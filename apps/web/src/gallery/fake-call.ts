import type { CallModel, CallView } from "../models/views.ts";
import { drawnCamera, drawnScreen } from "./drawn-streams.ts";

type Shown = {
  readonly remote?: "camera" | "screen" | "none";
  readonly self?: "camera" | "none";
};

/** A call that answers to the face alone: its pictures are drawn, nothing rings anywhere. */
export function fakeCall(first: CallView, { remote = "camera", self = "camera" }: Shown = {}): CallModel {
  let view = first;
  const listeners = new Set<() => void>();
  const show = (change: Partial<CallView> | CallView) => {
    // A scene shows one phase; only what every phase has is changed.
    view = Object.assign(structuredClone(view), change);
    for (const heard of listeners) heard();
  };
  const mine = (change: Partial<CallView["mine"]>) => show({ mine: { ...view.mine, ...change } });
  const streams = {
    remote: remote === "camera" ? drawnCamera("peer") : remote === "screen" ? drawnScreen() : null,
    self: self === "camera" ? drawnCamera("me") : null,
  };
  return {
    snapshot: () => view,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    start: () => undefined,
    accept: () => undefined,
    decline: () => undefined,
    silence: () => undefined,
    hangUp: () => undefined,
    dismiss: () => undefined,
    mute: (isMuted) => mine({ isMuted }),
    camera: (isOn) => mine({ camera: isOn ? "on" : "off" }),
    share: (isOn) => mine({ screen: isOn ? "on" : "off" }),
    chooseDevice: (source, id) => mine({ chosen: { ...view.mine.chosen, [source]: id } }),
    choosePath: () => undefined,
    agreeExposure: () => undefined,
    reconnect: () => undefined,
    askConsent: (what) => show({ consent: { is: "asked", id: "mine", what, by: "me" } }),
    answerConsent: () => show({ consent: { is: "none" } }),
    stopRecording: () => show({ consent: { is: "none" } }),
    devices: () =>
      Promise.resolve([
        { source: "microphone", id: "a", label: "Built-in microphone" },
        { source: "microphone", id: "b", label: "Headset" },
        { source: "camera", id: "c", label: "Front camera" },
        { source: "camera", id: "d", label: "" },
        { source: "speaker", id: "e", label: "Headset" },
      ]),
    streams: () => ({
      remote: streams.remote,
      self: view.mine.camera === "on" ? streams.self : null,
      screen: view.mine.screen === "on" ? drawnScreen() : null,
    }),
  };
}
