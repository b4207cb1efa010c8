/** Waiting for more than this is no more flowing, bytes; and for less it goes on. */
const fullBytes = 1024 * 1024;
const lowBytes = 256 * 1024;

/** A data channel that says when it can take more. */
export class Channel {
  readonly #channel: RTCDataChannel;
  #isOver = false;
  #waiting: (() => void)[] = [];

  constructor(channel: RTCDataChannel) {
    this.#channel = channel;
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = lowBytes;
    channel.onbufferedamountlow = () => this.#wake();
  }

  /** Resolves when it takes another frame: true, or false when it never will. */
  async ready(): Promise<boolean> {
    while (!this.#isOver && this.#channel.readyState === "open") {
      if (this.#channel.bufferedAmount < fullBytes) return true;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    return false;
  }

  /** Says whether it was taken. */
  send(frame: Uint8Array): boolean {
    if (this.#isOver || this.#channel.readyState !== "open") return false;
    try {
      this.#channel.send(frame as Uint8Array<ArrayBuffer>);
      return true;
    } catch {
      return false;
    }
  }

  /** It closed, or its connection is given up: whoever waits waits no longer. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
