import { ProtocolError } from "@chatorbit/crypto";

/** The value, or the way in which what came from outside did not hold. Bugs still throw. */
export function attempt<T>(make: () => T): T | ProtocolError {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof ProtocolError) return cause;
    throw cause;
  }
}
