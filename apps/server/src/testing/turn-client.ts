import { createSocket } from "node:dgram";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import {
  type Address,
  attributes,
  type Message,
  read,
  readAddress,
  refusalOf,
  types,
  valueOf,
  write,
  writeAddress,
} from "./stun.ts";

export type TurnLogin = { readonly username: string; readonly credential: string };

/** What was refused, by its STUN number (401, 403, 438, 486 …). */
export type Refused = { readonly refused: number };

type Wire = { readonly send: (bytes: Buffer) => void; readonly close: () => void };

/** How long an answer may take, and after what time a datagram is sent again, ms. */
const patience = 5_000;
const repeat = 250;

/**
 * For tests: one client of a TURN server, from a URL as browsers take it. `ca`: the certificate a
 * TLS server must show, PEM.
 */
export class TurnClient {
  readonly #wire: Wire;
  readonly #isStream: boolean;
  readonly #asked = new Map<string, (answer: Message) => void>();
  readonly #heard: Message[] = [];
  #wake: () => void = () => {};
  #session: { readonly login: TurnLogin; realm: string; nonce: string } | null = null;

  private constructor(open: (hear: (bytes: Buffer) => void) => Wire, isStream: boolean) {
    this.#isStream = isStream;
    this.#wire = open((bytes) => this.#hear(bytes));
  }

  static async open(url: string, ca?: string): Promise<TurnClient> {
    const [, scheme, host = "", port, transport] =
      /^(turns?):([^:]+):(\d+)(?:\?transport=(udp|tcp))?$/.exec(url) ?? [];
    const to = { host, port: Number(port) };
    if (scheme === "turn" && transport !== "tcp") {
      const socket = createSocket("udp4");
      await new Promise<void>((resolve) => socket.connect(to.port, to.host, resolve));
      return new TurnClient((hear) => {
        socket.on("message", hear);
        // A port where nobody listens; the patience of the request says so.
        socket.on("error", () => {});
        return { send: (bytes) => socket.send(bytes), close: () => socket.close() };
      }, false);
    }
    const socket = await new Promise<Socket>((resolve, reject) => {
      const made = scheme === "turns" ? connectTls({ ...to, ...(ca !== undefined && { ca }) }) : connect(to);
      made.once(scheme === "turns" ? "secureConnect" : "connect", () => resolve(made));
      made.once("error", reject);
    });
    return new TurnClient((hear) => {
      let rest = Buffer.alloc(0);
      socket.on("data", (bytes) => {
        rest = Buffer.concat([rest, bytes]);
        for (let next = read(rest); next !== null; next = read(rest)) {
          hear(rest.subarray(0, rest.length - next.rest.length));
          rest = Buffer.from(next.rest);
        }
      });
      return { send: (bytes) => void socket.write(bytes), close: () => socket.destroy() };
    }, true);
  }

  close(): void {
    this.#wire.close();
  }

  /** The own address as the server sees it. */
  async bind(): Promise<Address | null> {
    return addressIn(await this.#ask(write(types.binding, () => [])), attributes.mapped);
  }

  /** Asks for a relay address, as browsers do: first without a login, then with what the 401 said. */
  async allocate(login: TurnLogin, family: 4 | 6 = 4): Promise<Address | Refused> {
    const wanted = () => [
      // UDP, and IPv4 or IPv6.
      [attributes.transport, Buffer.from([17, 0, 0, 0])] as const,
      [attributes.family, Buffer.from([family === 4 ? 1 : 2, 0, 0, 0])] as const,
    ];
    const first = await this.#ask(write(types.allocate, wanted));
    this.#session = { login, realm: "", nonce: "" };
    this.#learn(first);
    const answer = await this.#signed(types.allocate, wanted);
    return addressIn(answer, attributes.relayed) ?? { refused: refusalOf(answer) ?? 0 };
  }

  /** Keeps the relay address for another while; resolves with how long, s. */
  async refresh(): Promise<number | Refused> {
    const answer = await this.#signed(types.refresh, () => []);
    const lifetime = valueOf(answer, attributes.lifetime);
    return lifetime?.readUInt32BE() ?? { refused: refusalOf(answer) ?? 0 };
  }

  /** Lets that peer reach the relay address, and be reached from it. */
  async permit(peer: Address): Promise<Refused | null> {
    const answer = await this.#signed(types.permit, (transaction) => [
      [attributes.peer, writeAddress(peer, transaction)],
    ]);
    const refused = refusalOf(answer);
    return refused === null ? null : { refused };
  }

  /** Through the relay, from its address. It may get lost like any datagram. */
  send(peer: Address, text: string): void {
    this.#wire.send(
      write(types.send, (transaction) => [
        [attributes.peer, writeAddress(peer, transaction)],
        [attributes.data, Buffer.from(text)],
      ]),
    );
  }

  /** The next text a peer sent to the relay address. */
  async heard(): Promise<string> {
    for (;;) {
      const message = this.#heard.shift();
      if (message !== undefined) return String(valueOf(message, attributes.data));
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async #signed(type: number, values: Parameters<typeof write>[1]): Promise<Message> {
    const session = this.#session;
    if (session === null) throw new Error("nothing is allocated");
    const ask = () => this.#ask(write(type, values, { ...session.login, ...session }));
    const answer = await ask();
    if (refusalOf(answer) !== 438) return answer;
    this.#learn(answer);
    return ask();
  }

  #learn(refusal: Message): void {
    const session = this.#session;
    if (session === null) return;
    session.realm = String(valueOf(refusal, attributes.realm) ?? session.realm);
    session.nonce = String(valueOf(refusal, attributes.nonce) ?? session.nonce);
  }

  #ask(request: Buffer): Promise<Message> {
    const id = request.toString("hex", 8, 20);
    return new Promise((resolve, reject) => {
      const again = this.#isStream ? undefined : setInterval(() => this.#wire.send(request), repeat);
      const settle = () => {
        clearInterval(again);
        clearTimeout(late);
        this.#asked.delete(id);
      };
      const late = setTimeout(() => {
        settle();
        reject(new Error("the TURN server does not answer"));
      }, patience);
      this.#asked.set(id, (answer) => {
        settle();
        resolve(answer);
      });
      this.#wire.send(request);
    });
  }

  #hear(bytes: Buffer): void {
    const message = read(bytes)?.message;
    if (message === undefined) return;
    if (message.type === types.data) {
      this.#heard.push(message);
      this.#wake();
    } else this.#asked.get(message.transaction.toString("hex"))?.(message);
  }
}

function addressIn(answer: Message, attribute: number): Address | null {
  const value = valueOf(answer, attribute);
  return value === undefined ? null : readAddress(value, answer.transaction);
}
