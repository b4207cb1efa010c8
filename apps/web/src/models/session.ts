import {
  openSession as openSessionOn,
  platformPorts,
  type SessionModel,
  type SessionStart,
} from "@chatorbit/client";

/** A session's model on this browser. */
export const openSession = (start: SessionStart): SessionModel => openSessionOn(platformPorts(), start);
