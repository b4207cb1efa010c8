import { mayExtend } from "../pact.ts";
import type { Conversation } from "./state.ts";

/** How much longer may be asked for now, seconds. */
export const mayExtendNow = ({ agreed, facts, pact, leap, traits }: Conversation): number =>
  !traits.canExtend || facts === null || pact !== null || leap !== null
    ? 0
    : mayExtend(agreed, facts.ttlMinutes * 60_000);
