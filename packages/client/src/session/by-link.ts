/** A room: what the device keeps of it, and what it asks of the server. Its seat is a cookie. */
import { type Input, keepNames, keptConversation } from "@chatorbit/engine";
import type { Ports } from "../ports.ts";
import { localName } from "../room/local-name.ts";
import { roomRequests } from "../room/requests.ts";
import { sayRoomFarewell } from "./farewell.ts";
import { sweepRooms } from "./sweep.ts";
import { type Around, type DoorEffect, drive, type Report, type Session, type Way } from "./session.ts";

export type RoomStart = {
  readonly room: string;
  /** What stood behind the # of the address, if anything did. */
  readonly fragment: string | null;
};

export const startRoom = (ports: Ports, start: RoomStart, around: Around): Session =>
  drive(ports, byLink(ports, start), around);

function byLink(ports: Ports, { room, fragment }: RoomStart): Way {
  const http = roomRequests(ports);

  async function begin(): Promise<Input> {
    const { vault } = ports;
    await sweepRooms(ports, room).catch(() => {});
    const [record, waiting, own, name] = await Promise.all([
      vault.read("sealed", keepNames.link(room)),
      vault.read("sealed", keepNames.waiting(room)),
      vault.read("sealed", keepNames.own(room)),
      localName(ports),
    ]);
    return { type: "beginByLink", kept: { record, waiting, own }, fragment, name };
  }

  function perform(effect: DoorEffect, report: Report, feed: (input: Input) => void): void {
    switch (effect.type) {
      case "lookUp":
        // The same answer for a room that is gone and one that never was; to ask takes no seat.
        return void report("lookUp", http.challenge(room), () => ({ type: "found" }));
      case "admit":
        return void report("admit", http.admit(room, effect.admPub, effect.offer), ({ status }) => ({
          type: "admitted",
          status,
        }));
      case "challenge":
        return void report("challenge", http.challenge(room), ({ challenge }) => ({
          type: "challenged",
          challenge,
        }));
      case "enter":
        return void report("enter", http.join(room, effect), ({ role, status, offer }) => ({
          type: "entered",
          role,
          status,
          offer: offer?.m ?? null,
        }));
      case "requestEnd":
        void sayRoomFarewell(ports, room).then(() => feed({ type: "endConfirmed" }));
        return;
    }
  }

  const machine = keptConversation(room, ports.calls === null ? [] : ["call"]);
  return { machine, claim: `co:room:${room}`, begin, perform };
}
