import { type PartBody, PartError } from "@chatorbit/relay";

/** A part that is not whole after this long is given up, ms: less than 60 kbit/s is no way to send files. */
const partWithinMs = 600_000;

/** What a device that says nothing keeps open, ms. */
const silenceMs = 20_000;

export type PartTimes = { readonly within: number; readonly silence: number };

/**
 * The body of a request as the bytes of a part: exactly as many as it must have, or a `PartError`.
 * A stated length that is wrong is refused before anything is read.
 */
export const partBody = (
  request: Request,
  times: PartTimes = { within: partWithinMs, silence: silenceMs },
): PartBody =>
  async function* (length) {
    const stated = request.headers.get("content-length");
    if (stated !== null && Number(stated) !== length) throw wrongLength(Number(stated), length);
    if (request.body === null) throw wrongLength(0, length);
    const reader = request.body.getReader();
    const end = performance.now() + times.within;
    let came = 0;
    let isWhole = false;
    try {
      for (;;) {
        const { done, value } = await soon(reader.read(), Math.min(times.silence, end - performance.now()));
        if (done) break;
        came += value.length;
        if (came > length) throw wrongLength(came, length);
        yield value;
      }
      if (came !== length) throw wrongLength(came, length);
      isWhole = true;
    } finally {
      // Not waited for: somebody who does not speak does not hear it either.
      if (!isWhole) reader.cancel().catch(() => {});
    }
  };

const wrongLength = (is: number, length: number) =>
  new PartError(is > length ? "too-large" : "invalid-field");

/** A line that breaks is told like a body that is too short: nobody hears it. */
async function soon<T>(reading: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new PartError("too-slow")), Math.max(0, ms));
  try {
    return await Promise.race([reading, late.promise]);
  } catch (cause) {
    throw cause instanceof PartError ? cause : new PartError("invalid-field", cause);
  } finally {
    clearTimeout(timer);
  }
}
