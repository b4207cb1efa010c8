/** Calls in a browser; fetched when the first one starts or rings. */
import { webPeers } from "../peer/web.ts";
import { callsOn } from "./call-model.ts";

export const openCalls = callsOn(webPeers);
