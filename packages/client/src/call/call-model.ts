/** The screen of calls: the state as a view, the person's acts as inputs. */
import type { CallAct } from "@chatorbit/engine/call";
import type { Role } from "@chatorbit/protocol";
import type { CallModel, CallView } from "../models/call-view.ts";
import type { PeerFactory } from "../peer/port.ts";
import type { Ports } from "../ports.ts";
import { type Around, type Calls, startCalls } from "./calls.ts";
import { presentCall } from "./present-call.ts";

/** What a platform that can call offers, once its code is here. */
export type OpenCalls = (ports: Ports, me: Role, around: Omit<Around, "changed">) => OpenedCalls;

export type OpenedCalls = CallModel & Pick<Calls<unknown>, "heard" | "follow" | "close">;

export const callsOn =
  (peers: PeerFactory<unknown>): OpenCalls =>
  (ports, me, around) => {
    const listeners = new Set<() => void>();
    let view: CallView | null = null;
    const calls = startCalls(ports, peers, me, { ...around, changed });

    function changed(): void {
      view = null;
      for (const listener of listeners) listener();
    }

    const { hands, heard, follow, close } = calls;
    const send = (act: CallAct): void => calls.send(act);
    return {
      snapshot: () =>
        (view ??= presentCall(calls.state(), { notice: calls.notice(), speaker: hands.speaker() })),
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      start: (hasVideo) => send({ type: "start", video: hasVideo }),
      accept: (hasVideo) => send({ type: "accept", video: hasVideo }),
      decline: () => send({ type: "decline" }),
      silence: () => hands.perform({ type: "stopRing" }),
      hangUp: () => send({ type: "hangUp" }),
      dismiss: () => send({ type: "dismiss" }),
      mute: (isMuted) => send({ type: "mute", isMuted }),
      camera: (isOn) => send({ type: "camera", isOn }),
      share: (isOn) => send({ type: "share", isOn }),
      chooseDevice: (source, id) =>
        source === "speaker" ? hands.chooseSpeaker(id) : send({ type: "chooseDevice", source, device: id }),
      choosePath: (path) => send({ type: "choosePath", path }),
      agreeExposure: () => send({ type: "agreeExposure" }),
      reconnect: () => send({ type: "reconnect" }),
      askConsent: (what) => send({ type: "askConsent", what }),
      answerConsent: (id, isAgreed) => send({ type: "answerConsent", id, isAgreed }),
      stopRecording: () => send({ type: "stopRecording" }),
      devices: hands.devices,
      streams: hands.streams,
      heard,
      follow,
      close,
    };
  };
