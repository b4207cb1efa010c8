/** For tests: a socket whose frames and end can be awaited. */
export class Client {
  readonly frames: Record<string, unknown>[] = [];
  readonly socket: WebSocket;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly opened: Promise<void>;
  readonly #waiting: (() => void)[] = [];

  constructor(url: string | URL, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url, { headers });
    this.opened = new Promise((resolve) => this.socket.addEventListener("open", () => resolve()));
    this.closed = new Promise((resolve) =>
      this.socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason })),
    );
    this.socket.addEventListener("message", ({ data }) => {
      const frame = JSON.parse(String(data)) as Record<string, unknown>;
      if (frame.type === "ping") this.say({ type: "pong" });
      else this.frames.push(frame);
      for (const wake of this.#waiting.splice(0)) wake();
    });
  }

  say(frame: object | string): void {
    this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** The first frame of one of these types that has not been asked for yet. */
  async next(...types: readonly string[]): Promise<Record<string, unknown>> {
    for (;;) {
      const at = this.frames.findIndex((frame) => types.includes(String(frame.type)));
      const [frame] = at === -1 ? [] : this.frames.splice(at, 1);
      if (frame !== undefined) return frame;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async greet(token: string, key: string): Promise<string> {
    await this.opened;
    this.say({ type: "hello", v: 1, client: "test/1", auth: { token, key } });
    const { conv } = await this.next("welcome");
    return String(conv);
  }
}
