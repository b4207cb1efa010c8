/** The names of the port fakes are made for. */
import type { Order, Report } from "@chatorbit/client";

export type { Order, Report };
export type { Candidate, MediaOrder, PeerConfig, PeerOrder, Source } from "@chatorbit/engine/call";
