import { beginning } from "../conversation/beginning.ts";
import { conversationBy } from "../conversation/machine.ts";
import type { Cap } from "../conversation/state.ts";
import { noKept } from "./state.ts";
import { keptWays } from "./ways.ts";

/** A device in a conversation entered by a link, whose words are kept until its end. `room`: what names it in the path. */
export const keptConversation = (room: string, caps: readonly Cap[] = []) =>
  conversationBy(keptWays, beginning(room, caps, noKept));
