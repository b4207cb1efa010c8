import { beginning } from "../conversation/beginning.ts";
import { conversationBy } from "../conversation/machine.ts";
import type { Cap } from "../conversation/state.ts";
import { noLive } from "./state.ts";
import { liveWays } from "./ways.ts";

/** A device in a conversation entered by a code, of which nothing is kept. */
export const conversation = (token: string, caps: readonly Cap[] = []) =>
  conversationBy(liveWays, beginning(token, caps, noLive));
