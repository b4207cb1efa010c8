import { roomPaths, v } from "@chatorbit/protocol";
import type { Ports } from "../ports.ts";
import { type Answer, asking } from "../requests.ts";

/** Ends a room for both (SR5). In a file of its own: every page says farewells, few know rooms. */
export const destroyRoom = (ports: Pick<Ports, "request">, room: string): Promise<Answer<unknown>> =>
  asking(ports)(v.unknown(), {
    method: "DELETE",
    path: roomPaths.room(room),
    isSeated: true,
    isLast: true,
  });
