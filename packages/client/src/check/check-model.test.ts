import { expect, test } from "bun:test";
import type { MediaOrder } from "../peer/port.ts";
import { checkOn } from "./check-model.ts";
import type { CheckEvents, CheckHands, Target } from "./port.ts";

const serverTime = "2026-11-20T12:00:00.000Z";
const servers = [
  { urls: ["stun:relay.example"] },
  { urls: ["turn:relay.example?transport=udp", "turns:relay.example:443"], username: "u", credential: "c" },
];

const answer = { iceServers: servers, expires_at: null, server_time: serverTime, warnings: [] };
const ports = { now: () => 1_000, request: async () => ({ status: 200, body: answer }) };
const seat = { key: "k", role: "host" } as const;

async function settled(isSo: () => boolean): Promise<void> {
  for (let turns = 0; !isSo(); turns += 1) {
    if (turns > 100) throw new Error("it does not come to that");
    await Promise.resolve();
  }
}

function openCheck(answerOf: CheckHands["probe"], asked = ports) {
  let events: CheckEvents | null = null;
  const orders: MediaOrder[] = [];
  const measured: string[] = [];
  let isClosed = false;
  const open = checkOn((heard) => {
    events = heard;
    return {
      order: (order) => orders.push(order),
      devices: async () => [{ source: "microphone", id: "m", label: "Built-in" }],
      camera: () => null,
      watchLevel(heard) {
        heard(0.7);
        return () => {};
      },
      canChooseSpeaker: true,
      play: () => Promise.resolve(),
      probe: answerOf,
      measure: async ({ urls }) => {
        measured.push(...urls);
        return 1_800;
      },
      close: () => {
        isClosed = true;
      },
    };
  });
  const model = open(asked, () => ({ token: "ABCD1234WXYZ", seat }));
  const report = (report: Parameters<CheckEvents["report"]>[0]) => events?.report(report);
  return { model, orders, measured, report, isClosed: () => isClosed };
}

const opens = async () => ({ answer: { is: "open" }, families: ["ipv4"] }) as const;

test("[CA4] every URL has a try of its own, with its server's login, and the relay is measured", async () => {
  const targets: Target[] = [];
  const { model, measured } = openCheck((target) => {
    targets.push(target);
    return opens();
  });
  await settled(() => model.snapshot().bandwidth.is === "guess");
  expect(targets).toEqual([
    { kind: "host" },
    { kind: "stun", server: { urls: ["stun:relay.example"] } },
    {
      kind: "turn",
      server: { urls: ["turn:relay.example?transport=udp"], username: "u", credential: "c" },
    },
    { kind: "turn", server: { urls: ["turns:relay.example:443"], username: "u", credential: "c" } },
  ]);
  expect(measured).toEqual(["turn:relay.example?transport=udp"]);
  expect(model.snapshot()).toMatchObject({
    verdict: "all",
    families: ["ipv4"],
    bandwidth: { kbps: 1_800, suits: "video" },
  });
});

test("[CA4] where no STUN is listed, the relay over UDP is asked for the public address", async () => {
  const tried: string[] = [];
  const iceServers = servers.slice(1);
  const { model } = openCheck(
    (target) => {
      if (target.kind === "stun") tried.push(...target.server.urls);
      return opens();
    },
    { ...ports, request: async () => ({ status: 200, body: { ...answer, iceServers } }) },
  );
  await settled(() => model.snapshot().verdict === "all");
  expect(tried).toEqual(["stun:relay.example"]);
});

test("[CA4] without an open relay nothing is measured, and the reason stays", async () => {
  const { model, measured } = openCheck(async (target) =>
    target.kind === "turn"
      ? { answer: { is: "refused", why: "login", code: 401 }, families: [] }
      : { answer: { is: "open" }, families: [] },
  );
  await settled(() => model.snapshot().bandwidth.is === "no-relay");
  expect(measured).toEqual([]);
  const { verdict, ways } = model.snapshot();
  expect(verdict).toBe("direct");
  expect(ways.find(({ name }) => name === "turn-tls")?.way).toMatchObject({ is: "refused", why: "login" });
});

test("[CA6] the camera is asked for after the microphone, refused or not", async () => {
  const { model, orders, report } = openCheck(opens);
  expect(orders).toEqual([{ type: "getMedia", request: 1, microphone: null, camera: false }]);
  report({ type: "mediaRefused", request: 1, why: "refused" });
  expect(orders[1]).toEqual({ type: "getMedia", request: 2, microphone: false, camera: null });
  report({ type: "gotMedia", request: 2, sources: ["camera"] });
  expect(model.snapshot()).toMatchObject({
    microphone: { is: "off", why: "refused" },
    camera: { is: "on" },
  });
  model.chooseDevice("microphone", "m");
  report({ type: "gotMedia", request: 3, sources: ["microphone"] });
  expect(model.snapshot()).toMatchObject({
    microphone: { is: "on" },
    hasHeard: true,
    chosen: { microphone: "m" },
  });
  await settled(() => model.snapshot().devices.length === 1);
});

test("[CA4] what an older check still answers is not heard; closing ends everything", async () => {
  const asked: { readonly signal: AbortSignal; readonly answer: () => void }[] = [];
  const { model, isClosed } = openCheck(
    (_, signal) =>
      new Promise((resolve) => {
        asked.push({ signal, answer: () => resolve({ answer: { is: "open" }, families: [] }) });
      }),
  );
  model.again();
  asked[0]?.answer();
  await settled(() => model.snapshot().servers === "known");
  expect(model.snapshot().ways[0]?.way).toEqual({ is: "trying" });
  model.close();
  expect(asked.every(({ signal }) => signal.aborted)).toBe(true);
  expect(isClosed()).toBe(true);
});
