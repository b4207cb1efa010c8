import type { Down } from "@chatorbit/protocol";
import type { Line } from "../live/occupant.ts";
import type { Caller, Relay } from "../relay.ts";

/** For this package's tests: a socket that remembers what it heard. */
export class Phone implements Line {
  readonly texts: string[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;
  /** As if so many bytes were not read yet. */
  waiting = 0;
  #whenRoom: (() => void)[] = [];
  readonly #caller: Caller;

  constructor(connect: (line: Line) => Caller) {
    this.#caller = connect(this);
  }

  static dial = (relay: Relay, address = "192.0.2.1"): Phone =>
    new Phone((line) => relay.connect(line, address));

  static dialOld = (relay: Relay, token: string, key: string): Phone =>
    new Phone((line) => relay.connectOld(line, { token, key, address: "192.0.2.1" }));

  send(text: string): void {
    this.texts.push(text);
  }

  sendSoon(text: string): void {
    this.texts.push(text);
  }

  whenRoom(then: () => void): void {
    this.#whenRoom.push(then);
  }

  /** The device has read everything. */
  drain(): void {
    this.waiting = 0;
    for (const then of this.#whenRoom.splice(0)) then();
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }

  say(frame: object | string): void {
    this.#caller.hear(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  hello(token: string, key: string): void {
    this.say({ type: "hello", v: 1, client: "test/1", auth: { token, key } });
  }

  hangUp(): void {
    this.#caller.gone();
  }

  /** All frames heard. */
  get frames(): unknown[] {
    return this.texts.map((text): unknown => JSON.parse(text));
  }

  /** The frames of one type, in order. */
  all<T extends Down["type"]>(type: T): (Down & { type: T })[] {
    return this.frames.filter((frame): frame is Down & { type: T } => (frame as Down).type === type);
  }

  /** The types of all frames heard, in order. */
  get types(): string[] {
    return this.frames.map((frame) => (frame as Down).type);
  }

  last<T extends Down["type"]>(type: T): Down & { type: T } {
    const found = this.all(type).at(-1);
    if (found === undefined) throw new Error(`no ${type} among ${this.types.join(" ")}`);
    return found;
  }

  forget(): void {
    this.texts.length = 0;
  }
}

const base64 = (length: number) => "A".repeat(length);

/** A `send` or `signal` frame as our clients write it. */
export const sealedFrame = (
  type: "send" | "signal",
  conv: string,
  { n = 0, id = "11111111-2222-4333-8444-555555555555", size = 380 } = {},
) => ({
  type,
  conv,
  sealed: {
    type: type === "send" ? ("message" as const) : ("signal" as const),
    v: 1 as const,
    ep: 0,
    n,
    message_id: id,
    encrypted: base64(size),
    signature: `${base64(43)}=`,
    timestamp: 1_705_752_000,
  },
});
