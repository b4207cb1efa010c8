import type { Candidate, PeerConfig } from "./platform.ts";
import type { PeerEnv } from "./fake-connection.ts";
import type { Place } from "./paths.ts";

type Found = {
  readonly ufrag: string;
  readonly place: Place;
  readonly text: string;
  /** An allocation of the relay dies with its credentials, ms. */
  readonly until: number;
};

type Events = {
  readonly found: (candidate: Candidate, relay: "udp" | null) => void;
  readonly done: () => void;
  readonly failed: (url: string, code: number) => void;
};

/** Looks for the places a connection can be reached at: late, one after the other, not always with luck. */
export class FakeGathering {
  readonly #owner: string;
  readonly #env: PeerEnv;
  readonly #events: Events;
  #found: Found[] = [];
  #round = 0;

  constructor(owner: string, env: PeerEnv, events: Events) {
    this.#owner = owner;
    this.#env = env;
    this.#events = events;
  }

  begin(ufrag: string, { servers, isRelayOnly }: PeerConfig): void {
    const round = (this.#round += 1);
    const { time, dice, paths } = this.#env;
    const later = (from: number, to: number, run: () => void) =>
      time.at(time.now() + from + dice.pick(to - from), () => round === this.#round && run());
    const turn = servers.find(({ urls }) => urls.some((url) => url.startsWith("turn")));
    if (!isRelayOnly) {
      later(2, 60, () => this.#add(ufrag, "host", Infinity));
      if (turn !== undefined) later(20, 200, () => this.#add(ufrag, "srflx", Infinity));
    }
    if (turn !== undefined) {
      const [url = ""] = turn.urls;
      const until = Number(turn.username);
      later(40, 400, () => {
        if (!paths.ways(this.#owner).relay) return this.#events.failed(url, 701);
        if (time.now() >= until) return this.#events.failed(url, 401);
        this.#add(ufrag, "relay", until);
        time.at(until, () => paths.changed());
      });
    }
    later(400, 450, this.#events.done);
  }

  stop(): void {
    this.#round += 1;
    this.#found = [];
  }

  places(ufrag: string): readonly Place[] {
    const now = this.#env.time.now();
    return this.#found.filter((one) => one.ufrag === ufrag && now < one.until).map(({ place }) => place);
  }

  texts(ufrag: string): readonly string[] {
    return this.#found.filter((one) => one.ufrag === ufrag).map(({ text }) => text);
  }

  #add(ufrag: string, place: Place, until: number): void {
    const text = this.#write(place);
    this.#found.push({ ufrag, place, text, until });
    const candidate = { candidate: text, sdpMid: "0", sdpMLineIndex: 0, usernameFragment: ufrag };
    this.#events.found(candidate, place === "relay" ? "udp" : null);
    this.#env.paths.changed();
  }

  #write(place: Place): string {
    const { paths, dice } = this.#env;
    const port = 50_000 + dice.pick(10_000);
    const host = paths.address(this.#owner, "host");
    const outside = paths.address(this.#owner, "srflx");
    switch (place) {
      case "host":
        return `candidate:1 1 udp 2122260223 ${host} ${port} typ host`;
      case "srflx":
        return `candidate:2 1 udp 1686052607 ${outside} ${port} typ srflx raddr ${host} rport ${port}`;
      case "relay":
        return `candidate:3 1 udp 41885439 198.51.100.1 ${port} typ relay raddr ${outside} rport ${port}`;
    }
  }
}
