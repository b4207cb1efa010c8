/** Every way in which text, bytes or a peer can fail here. What to do about each: SPEC.md, "Failures". */
export type Failure =
  | "code_format"
  | "code_typo"
  | "code_no_secret"
  | "hs_version"
  | "hs_length"
  | "hs_mismatch"
  | "hs_confirm"
  | "hs_silent"
  | "hs_role"
  | "hs_commit"
  | "hs_epoch"
  | "hs_base"
  | "hs_mac"
  | "cpace_bad_point"
  | "cpace_identity"
  | "header"
  | "replay"
  | "gap_too_large"
  | "gap_guarded"
  | "auth"
  | "too_long"
  | "er_old"
  | "frank_stamp"
  | "frank_open"
  | "encoding"
  | "record";

/**
 * Something that came from outside did not hold. This is the only exception a decoder throws, whatever its
 * input. The code is all that may be said about it: never a reason to the peer, never a value to a log.
 */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: Failure;

  constructor(code: Failure, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

/** `value ?? fail(code)` and `ok || fail(code)` read as the rule they enforce. */
export function fail(code: Failure): never {
  throw new ProtocolError(code);
}
