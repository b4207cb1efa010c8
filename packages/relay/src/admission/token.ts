import { codeAlphabet, type IssueBody, tokenSymbols, validities } from "@chatorbit/protocol";
import { type Policy, products } from "../policy.ts";
import type { Random } from "../ports.ts";

/** The policy of what somebody asked for (TS1). */
export const policyOf = (asked: IssueBody): Policy =>
  products.tokenSession({
    joinWithin: validities[asked.validity_option],
    lifetime: asked.ttl_minutes * 60_000,
    maxLength: asked.max_message_length,
  });

/** Twelve random symbols of the code alphabet: 60 bits, no symbol likelier than another. */
export const mintToken = (random: Random): string =>
  Array.from(random.bytes(tokenSymbols), (byte) => codeAlphabet[byte % codeAlphabet.length]).join("");
