import { afterEach, expect, test } from "bun:test";
import { takeVoice } from "./web.ts";

const names = ["isSecureContext", "MediaRecorder", "navigator"] as const;
const real = names.map((name) => [name, Reflect.get(globalThis, name)] as const);
afterEach(() => Object.assign(globalThis, Object.fromEntries(real)));

test("[CA6] a recorder that cannot begin leaves no microphone on", async () => {
  const track = { isOn: true, stop: () => void (track.isOn = false) };
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  Object.assign(globalThis, {
    isSecureContext: true,
    navigator: { mediaDevices: { getUserMedia: () => Promise.resolve(stream) } },
    MediaRecorder: class {
      static isTypeSupported(): boolean {
        return true;
      }
      start = () => {
        throw new Error("no encoder");
      };
    },
  });
  expect(await takeVoice({ level: () => undefined, ended: () => undefined })).toBeString();
  expect(track.isOn).toBe(false);
});
