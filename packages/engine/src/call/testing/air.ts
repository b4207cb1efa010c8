import type { FakePeer } from "./fake-peer.ts";

/** The ways media can take between all fake peers there are. */
export class Air {
  /** False: packets vanish, as after a change of network. */
  isUp = true;
  readonly #open = new Set<FakePeer>();
  #ufrag = 0;

  enter(peer: FakePeer): void {
    this.#open.add(peer);
  }

  leave(peer: FakePeer): void {
    this.#open.delete(peer);
  }

  freshUfrag(): string {
    this.#ufrag += 1;
    return `uf${String(this.#ufrag).padStart(6, "0")}`;
  }

  /** Both know each other's present credentials, one knows where the other is, and packets pass. */
  isLinked(peer: FakePeer): boolean {
    if (!this.isUp) return false;
    const mine = peer.pair;
    if (mine === null) return false;
    for (const other of this.#open) {
      const theirs = other.pair;
      if (theirs === null || other === peer) continue;
      const isMatch = mine.remote.ufrag === theirs.local.ufrag && theirs.remote.ufrag === mine.local.ufrag;
      const isSafe = mine.remote.fingerprint === theirs.local.fingerprint;
      if (isMatch && isSafe && (peer.knows(mine.remote.ufrag) || other.knows(theirs.remote.ufrag)))
        return true;
    }
    return false;
  }
}
