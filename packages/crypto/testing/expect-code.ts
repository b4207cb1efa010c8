import { expect } from "bun:test";
import { type Failure, ProtocolError } from "../src/index.ts";

/** Runs `act` and expects it to throw a ProtocolError with one of these codes. */
export function expectCode(act: () => unknown, ...codes: readonly Failure[]): void {
  expect(codes).toContain(codeOf(act) ?? ("none" as Failure));
}

/** The code of the ProtocolError `act` throws; null when it throws none. Any other exception passes through. */
export function codeOf(act: () => unknown): Failure | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof ProtocolError) return error.code;
    throw error;
  }
}
