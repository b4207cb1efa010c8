import type { Reply } from "@chatorbit/client";
import { fit, iceBody } from "@chatorbit/protocol";

/** `POST /api/ice` of the World: one relay, credentials that die. */
export class IceDesk {
  /** The server answers at all. */
  isOn = true;
  hasTurn = true;
  ttlMs = 600_000;

  answer(body: unknown, now: number): Reply {
    if (!this.isOn) return { status: 503, body: { code: "busy", detail: "" } };
    if (fit(iceBody, body) === null) return { status: 422, body: { code: "invalid-field", detail: "" } };
    const dies = Math.floor(now + this.ttlMs);
    const turn = { urls: ["turn:relay.world.test"], username: `${dies}`, credential: "secret" };
    return {
      status: 200,
      body: {
        iceServers: this.hasTurn ? [turn] : [],
        expires_at: this.hasTurn ? new Date(dies).toISOString() : null,
        server_time: new Date(Math.floor(now)).toISOString(),
        warnings: [],
      },
    };
  }
}
