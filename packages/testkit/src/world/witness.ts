import type { Device } from "./device.ts";

type Life = {
  readonly said: string[];
  readonly deleted: Set<string>;
  /** By the word they are for. */
  readonly reactions: Map<string, Set<string | null>>;
  /** What its page ever showed of the other's words, over all its loads. */
  readonly seen: Set<string>;
  hasAttended: boolean;
  hasVerified: boolean;
};

/**
 * Sees what two devices do and what they show, and writes down what is not true: a word nobody
 * said, a word twice, an act nobody did, a tick nobody earned. Words must differ from each other.
 */
export class Witness {
  readonly devices: readonly [Device, Device];
  readonly wrong: string[] = [];
  readonly #lives: ReadonlyMap<Device, Life>;
  /** Extensions both sides agreed to, seconds. */
  readonly extended: number[] = [];

  /** `present`: whose pages are open already. */
  constructor(devices: readonly [Device, Device], present: readonly Device[] = devices) {
    this.devices = devices;
    const life = (): Life => ({
      said: [],
      deleted: new Set(),
      reactions: new Map(),
      seen: new Set(),
      hasAttended: false,
      hasVerified: false,
    });
    this.#lives = new Map(devices.map((device) => [device, life()]));
    for (const device of present) this.watch(device);
  }

  /** Looks at the page at every change; to be called again for every new page. */
  watch(device: Device): void {
    device.model.subscribe(() => this.look(device));
  }

  life(device: Device): Life {
    const life = this.#lives.get(device);
    if (life === undefined) throw new Error(`${device.name} is nobody here`);
    return life;
  }

  other(device: Device): Device {
    return device === this.devices[0] ? this.devices[1] : this.devices[0];
  }

  send(device: Device, word: string): void {
    if (device.view.screen !== "conversation") return;
    const before = device.words("me").length;
    device.model.send(word, null);
    if (device.words("me").length > before) this.life(device).said.push(word);
  }

  remove(device: Device, word: string): void {
    const message = device.messages("me").find(({ body }) => body === word);
    if (message === undefined) return;
    this.life(device).deleted.add(word);
    device.model.remove([message.key]);
  }

  react(device: Device, word: string, emoji: string | null): void {
    const message = [...device.messages("me"), ...device.messages("peer")].find(({ body }) => body === word);
    if (message === undefined) return;
    const { reactions } = this.life(device);
    reactions.set(word, (reactions.get(word) ?? new Set<string | null>()).add(emoji));
    device.model.react(message.key, emoji);
  }

  attend(device: Device, isAttending: boolean): void {
    if (isAttending) this.life(device).hasAttended = true;
    device.model.attend(isAttending);
  }

  verify(device: Device): void {
    if (device.view.screen !== "conversation" || device.view.verification === null) return;
    this.life(device).hasVerified = true;
    device.model.openVerify();
    device.model.confirmWords(true);
  }

  look(device: Device): void {
    const { view } = device;
    if (view.screen !== "conversation") return;
    const mine = this.life(device);
    const theirs = this.life(this.other(device));
    this.#lookAtWords(device, theirs);
    for (const { body, delivery, reactions } of device.messages("me")) {
      if (body === null) continue;
      if ((delivery === "delivered" || delivery === "read") && !theirs.seen.has(body)) {
        this.#say(
          `${device.name} shows "${body}" as ${delivery}, which ${this.other(device).name} never showed`,
        );
      }
      if (delivery === "read" && !theirs.hasAttended)
        this.#say(`${device.name} shows "${body}" as read by nobody`);
      if (reactions.peer !== null && !theirs.reactions.get(body)?.has(reactions.peer)) {
        this.#say(`${device.name} shows a reaction nobody made: ${reactions.peer}`);
      }
    }
    if (view.verification?.isVerified && !mine.hasVerified)
      this.#say(`${device.name} is verified without a press`);
    if (view.verification?.doesPeerSayVerified && !theirs.hasVerified) {
      this.#say(`${device.name} hears "verified" from nobody`);
    }
    for (const note of device.notes()) {
      if (note.type === "extended" && !this.extended.includes(note.seconds)) {
        this.#say(`${device.name} was extended by nobody`);
      }
    }
  }

  #lookAtWords(device: Device, theirs: Life): void {
    const shown = device.messages("peer");
    const words = shown.filter(({ body }) => body !== null).map(({ body }) => body ?? "");
    if (new Set(words).size !== words.length) this.#say(`${device.name} shows a word twice: ${words}`);
    if (new Set(shown.map(({ key }) => key)).size !== shown.length)
      this.#say(`${device.name} shows a message twice`);
    const places = words.map((word) => theirs.said.indexOf(word));
    if (places.includes(-1)) this.#say(`${device.name} shows a word nobody said: ${words}`);
    if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) {
      this.#say(`${device.name} shows words out of order: ${words}`);
    }
    const deletedHere = shown.length - words.length;
    if (deletedHere > theirs.deleted.size) this.#say(`${device.name} shows a delete nobody made`);
    for (const { body, reactions } of shown) {
      if (body !== null && reactions.peer !== null && !theirs.reactions.get(body)?.has(reactions.peer)) {
        this.#say(`${device.name} shows a reaction nobody made: ${reactions.peer}`);
      }
    }
    const { seen } = this.life(device);
    for (const word of words) seen.add(word);
  }

  #say(wrong: string): void {
    if (!this.wrong.includes(wrong)) this.wrong.push(wrong);
  }
}
