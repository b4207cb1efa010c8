import { roomKeys, signJoin, toBase64 } from "@chatorbit/crypto";
import { roomPaths } from "@chatorbit/protocol";

/** How a test reaches a server: a real one by `fetch`, or the app without a port. */
export type Reach = (path: string, init: RequestInit) => Promise<Response>;

const offer = { type: "hs", message_id: "00000000-0000-4000-8000-000000000000", m: "QUJD" } as const;

/** For tests: a browser with its own cookies, and perhaps the link of a room. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #reach: Reach;
  readonly #origin: string;

  constructor(reach: Reach, origin: string) {
    this.#reach = reach;
    this.#origin = origin;
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** As a page of `origin` would ask; null: nobody says which page. */
  async ask(method: string, path: string, body?: unknown, origin: string | null = this.#origin) {
    const headers: Record<string, string> = { cookie: this.cookieHeader, host: new URL(this.#origin).host };
    if (method !== "GET" && origin !== null) headers.origin = origin;
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await this.#reach(path, init);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/; Max-Age=0;/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async json(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    return (await (await this.ask(method, path, body)).json()) as Record<string, unknown>;
  }

  /** Makes a room with its door open, and the link's key. */
  async makeRoom(
    ttl_seconds?: number,
  ): Promise<{ readonly room: string; readonly key: Uint8Array<ArrayBuffer> }> {
    const made = await this.json("POST", roomPaths.create, ttl_seconds === undefined ? {} : { ttl_seconds });
    const room = String(made.roomId);
    const key = crypto.getRandomValues(new Uint8Array(32));
    const adm_pub = toBase64(roomKeys(room, key).admissionPub);
    await this.ask("PUT", roomPaths.admission(room), { adm_pub, offer });
    return { room, key };
  }

  /** Comes in with the link. */
  async join({
    room,
    key,
  }: {
    readonly room: string;
    readonly key: Uint8Array<ArrayBuffer>;
  }): Promise<Response> {
    const { challenge } = await this.json("POST", roomPaths.challenge(room));
    const bytes = new Uint8Array(Buffer.from(String(challenge), "base64"));
    const signature = toBase64(signJoin(roomKeys(room, key).admissionSeed, room, bytes));
    return this.ask("POST", roomPaths.join(room), { challenge, signature });
  }
}

/** A kept entry; `mark` stands for what is sealed in it. */
export const entry = (n: number, mark = "A".repeat(380)) => ({
  type: "message" as const,
  v: 1 as const,
  ep: 0,
  inst: "AAAAAAAAAAA=",
  n,
  message_id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  encrypted: mark,
  signature: `${"A".repeat(43)}=`,
  timestamp: 1_705_752_000,
});

export { offer };
