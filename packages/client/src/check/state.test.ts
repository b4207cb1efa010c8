import { expect, test } from "bun:test";
import { presentCheck } from "./present-check.ts";
import { type CheckEvent, type CheckState, stepCheck, suits, unchecked } from "./state.ts";
import type { Answer, WayName } from "./ways.ts";

const after = (...events: CheckEvent[]): CheckState => events.reduce(stepCheck, unchecked);

const answers: Readonly<Record<"open" | "refused" | "silent", Answer>> = {
  open: { is: "open" },
  refused: { is: "refused", why: "login", code: 401 },
  silent: { is: "unreachable", why: "no-answer" },
};

function checked(ways: Partial<Record<WayName, keyof typeof answers>>, hasServers = true) {
  const tried = Object.entries(ways).flatMap(([name, answer]): CheckEvent[] => {
    const way = presentCheck(unchecked).ways.find((one) => one.name === name)?.name ?? "host";
    return [
      { type: "trying", way, url: name },
      { type: "answered", url: name, result: { ...answers[answer], ms: 20 } },
    ];
  });
  return presentCheck(after(...tried, { type: "servers", warnings: hasServers ? [] : null }));
}

test("[CA4] the verdict waits for every light, then says which paths are open", () => {
  expect(presentCheck(unchecked).verdict).toBe("checking");
  expect(presentCheck(unchecked).ways.map(({ way }) => way.is)).toEqual(Array(5).fill("waiting"));
  const verdicts = [
    checked({ host: "open", stun: "open", "turn-udp": "open" }),
    checked({ host: "open", stun: "silent", "turn-udp": "silent", "turn-tls": "open" }),
    checked({ host: "open", stun: "open", "turn-udp": "refused" }),
    checked({ host: "open", stun: "silent" }),
    checked({ host: "open" }),
    checked({ host: "open" }, false),
    checked({ host: "silent", stun: "silent" }),
  ];
  expect(verdicts.map(({ verdict }) => verdict)).toEqual([
    "all",
    "relay",
    "direct",
    "local",
    "none-offered",
    "no-servers",
    "nothing",
  ]);
});

test("[CA4] what the server does not list is no light that failed", () => {
  const { ways } = checked({ host: "open", stun: "open" });
  expect(ways.map(({ way }) => way.is)).toEqual([
    "open",
    "open",
    "not-offered",
    "not-offered",
    "not-offered",
  ]);
});

test("[CA4] when the server could not be asked, nothing is claimed about its list", () => {
  const { ways } = checked({ host: "open" }, false);
  expect(ways.slice(1).map(({ way }) => way.is)).toEqual(Array(4).fill("not-tried"));
});

test("[CA4] the microphone was heard once a voice reached it, and not for the next one", () => {
  const on: CheckEvent[] = [
    { type: "asked", source: "microphone", id: null },
    { type: "got", source: "microphone" },
    { type: "level", level: 0.1 },
  ];
  expect(after(...on)).toMatchObject({ microphone: { is: "on" }, hasHeard: false });
  expect(after(...on, { type: "level", level: 0.6 }).hasHeard).toBe(true);
  const other = after(...on, { type: "level", level: 0.6 }, { type: "asked", source: "microphone", id: "b" });
  expect(other).toMatchObject({ hasHeard: false, chosen: { microphone: "b" } });
});

test("[CA6] a device that is refused says why and leaves the other alone", () => {
  const state = after(
    { type: "got", source: "microphone" },
    { type: "refused", source: "camera", why: "in-use" },
  );
  expect(state).toMatchObject({ microphone: { is: "on" }, camera: { is: "off", why: "in-use" } });
});

test("[CA4] another check forgets the network and keeps the devices", () => {
  const state = after(
    { type: "got", source: "microphone" },
    { type: "trying", way: "host", url: "" },
    { type: "servers", warnings: [{ code: "only-ipv4" }] },
    { type: "measured", kbps: 900 },
    { type: "again" },
  );
  expect(state).toEqual({ ...unchecked, microphone: { is: "on" } });
});

test("[CA4] the guess is a class, and nothing measured is no zero", () => {
  expect([50, 100, 1000, 5000].map(suits)).toEqual(["nothing", "voice", "video", "hd"]);
  expect(after({ type: "measured", kbps: null }).bandwidth).toEqual({ is: "failed" });
});
