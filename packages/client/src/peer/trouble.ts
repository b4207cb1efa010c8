import type { DeviceTrouble } from "./port.ts";

/** Why the browser gave no device (Media Capture §10.2), for the help text of CA6. */
export function troubleOf(cause: unknown, isSecure: boolean): DeviceTrouble {
  if (!isSecure) return "insecure";
  switch (cause instanceof Error || cause instanceof DOMException ? cause.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "in-use";
    default:
      return "failed";
  }
}
