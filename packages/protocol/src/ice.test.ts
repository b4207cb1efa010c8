import { expect, test } from "bun:test";
import { iceAnswer, iceBody } from "./ice.ts";
import { fit } from "./schema.ts";

const answer = {
  iceServers: [
    { urls: ["stun:turn.example.org"] },
    {
      urls: ["turn:turn.example.org:3478?transport=udp"],
      username: "1700000600:x",
      credential: "c2VjcmV0",
    },
  ],
  expires_at: "2023-11-14T22:23:20.000Z",
  server_time: "2023-11-14T22:13:20.000Z",
  warnings: [{ code: "unroutable", url: "stun:localhost" }, { code: "only-ipv4" }],
} as const;

test("[CA3] the wire of POST /api/ice", () => {
  expect(fit(iceAnswer, answer)).toEqual(structuredClone(answer) as never);
  expect(fit(iceAnswer, { ...answer, iceServers: [], expires_at: null, warnings: [] })).not.toBe(null);
  expect(fit(iceAnswer, { ...answer, expires_at: 1_700_000_000 })).toBe(null);
  expect(fit(iceAnswer, { ...answer, iceServers: [{ urls: "stun:one" }] })).toBe(null);
  // A later server may say more; what is no credential must not look like one.
  expect(fit(iceAnswer, { ...answer, more: 1 })).toEqual(structuredClone(answer) as never);
  expect(fit(iceAnswer, { ...answer, iceServers: [{ urls: [], username: undefined }] })).toBe(null);
  expect(fit(iceBody, { token: "DZWJA4N68PVY", client_identity: "k" })).not.toBe(null);
  for (const wrong of [{}, { token: "DZWJA4N68PVY" }, { token: "", client_identity: "k" }]) {
    expect(fit(iceBody, wrong)).toBe(null);
  }
});
