/** The landing page: starting a session, joining one, the invitations still open on this device. */
import { newSecret, toBase64Url } from "@chatorbit/crypto/invite";
import { type Invite, keepNames, readInvite } from "@chatorbit/engine/record";
import { roomPath, sessionPath, validities } from "@chatorbit/protocol";
import type { Ports } from "../ports.ts";
import { requests } from "../requests.ts";
import { sayFarewell, sayLateFarewells } from "../session/farewell.ts";
import { sweep, sweepRooms } from "../session/sweep.ts";
import type { HomeModel, HomeView, OpenInvite } from "./home-view.ts";
import { otherHost, readCode, readRoomLink } from "./read-code.ts";

export function openHome(ports: Ports): HomeModel {
  const listeners = new Set<() => void>();
  let view: HomeView = {
    openInvites: [],
    openRooms: [],
    isStarting: false,
    problem: null,
    isCreatingRoom: false,
    roomProblem: null,
  };

  function show(change: Partial<HomeView>): void {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  }

  async function loadInvites(): Promise<void> {
    const names = await ports.vault.list("device", keepNames.invite(""));
    const kept = await Promise.all(names.map((name) => ports.vault.read("device", name)));
    const invites = kept.map(readInvite).filter((invite) => invite !== null);
    for (const { token } of invites.filter(({ validUntil }) => validUntil <= ports.now())) {
      await ports.vault.write("device", keepNames.invite(token), null);
      await ports.vault.write("shared", keepNames.guesses(token), null);
    }
    const open = invites.filter(({ validUntil }) => validUntil > ports.now());
    show({ openInvites: open.map(openInvite).toSorted((a, b) => b.createdAt - a.createdAt) });
  }

  async function loadRooms(): Promise<void> {
    const rooms = await sweepRooms(ports);
    show({ openRooms: rooms.map(({ room, expires }) => ({ room, endsAt: expires, path: roomPath(room) })) });
  }

  // A device that keeps nothing (storage blocked) simply has no list.
  void loadInvites().catch(() => {});
  void sayLateFarewells(ports).catch(() => {});
  void sweep(ports).catch(() => {});
  void loadRooms().catch(() => {});

  return {
    snapshot: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async start({ validity, ttlMinutes, maxChars }) {
      show({ isStarting: true, problem: null });
      const answer = await requests(ports).issue({
        validity_option: validity,
        ttl_minutes: ttlMinutes,
        max_message_length: maxChars,
      });
      if (answer.is === "refused") {
        show({ isStarting: false, problem: { trouble: answer.refusal, retryAfter: answer.retryAfter } });
        return null;
      }
      const { token } = answer.value;
      const invite: Invite = {
        v: 1,
        token,
        secret8: newSecret(token, ports.random),
        key: toBase64Url(ports.random(32)),
        createdAt: Math.floor(ports.now()),
        // By this device's clock, which may be hours away from the server's.
        validUntil: Math.floor(ports.now()) + validities[validity],
        ttlMinutes: answer.value.ttl_minutes,
        maxChars: answer.value.max_message_length,
      };
      try {
        await ports.vault.write("device", keepNames.invite(token), JSON.stringify(invite));
      } catch {
        show({ isStarting: false, problem: { trouble: "storage-blocked", retryAfter: null } });
        return null;
      }
      show({ isStarting: false });
      return sessionPath(token);
    },
    join(text) {
      const elsewhere = otherHost(text, ports.origin);
      if (elsewhere !== null) return { elsewhere };
      const room = readRoomLink(text);
      if (room !== null) return { path: room };
      const code = readCode(text);
      return typeof code === "string"
        ? { trouble: code }
        : { path: `${sessionPath(code.token)}#${code.secret8}` };
    },
    async forgetInvite(token) {
      const invite = readInvite(await ports.vault.read("device", keepNames.invite(token)));
      await ports.vault.write("device", keepNames.invite(token), null);
      // Nobody could use it any more: the server may forget it too.
      if (invite !== null) void sayFarewell(ports, { token, key: invite.key, reason: "manually_ended" });
      await loadInvites();
    },
    async createRoom(ttl) {
      show({ isCreatingRoom: true, roomProblem: null });
      // What makes its key is a part of the room's page: nobody who only looks at the start page waits for it.
      const made = await import("../room/create.ts").then(
        ({ createRoom }) => createRoom(ports, ttl),
        () => ({ problem: { trouble: "offline", retryAfter: null } }) as const,
      );
      show({ isCreatingRoom: false, roomProblem: "problem" in made ? made.problem : null });
      return "path" in made ? made.path : null;
    },
  };
}

const openInvite = ({ token, createdAt, validUntil }: Invite): OpenInvite => ({
  token,
  createdAt,
  validUntil,
  path: sessionPath(token),
});
