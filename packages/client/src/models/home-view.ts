/** What the landing page shows and does. */
import type { Validity } from "@chatorbit/protocol";
import type { Model, Problem, Trouble } from "./session-view.ts";

export type OpenInvite = {
  readonly token: string;
  readonly createdAt: number;
  readonly validUntil: number;
  readonly path: string;
};

/** A room this device has a seat in, until it ends. */
export type OpenRoom = {
  readonly room: string;
  /** When it ends by this device's clock, ms. */
  readonly endsAt: number;
  readonly path: string;
};

export type HomeView = {
  /** Invitations of this device nobody has answered yet. */
  readonly openInvites: readonly OpenInvite[];
  readonly openRooms: readonly OpenRoom[];
  readonly isStarting: boolean;
  readonly problem: Problem | null;
  readonly isCreatingRoom: boolean;
  /** Why there is no room; what is wrong with a session stands in `problem`. */
  readonly roomProblem: Problem | null;
};

export type Limits = {
  readonly validity: Validity;
  readonly ttlMinutes: number;
  readonly maxChars: number;
};

/** Why a code or link leads nowhere here; `elsewhere` is the host of another server. */
export type NotJoined = { readonly trouble: Trouble } | { readonly elsewhere: string };

export type HomeActions = {
  /** Issues a token, makes the secret, takes the host's seat. Resolves with the path to go to, or null (see `problem`). */
  readonly start: (limits: Limits) => Promise<string | null>;
  /**
   * Reads a typed code or link without any request: where to go, what is wrong with it, or which other server it
   * leads to. The path has the secret behind `#`: for the page's memory, never for its address.
   */
  readonly join: (codeOrLink: string) => { readonly path: string } | NotJoined;
  readonly forgetInvite: (token: string) => Promise<void>;
  /** A new secure room, seat and key (SR1). `ttl`: seconds. Resolves with the path to go to, or null (see `roomProblem`). */
  readonly createRoom: (ttl: number) => Promise<string | null>;
};

export type HomeModel = Model<HomeView> & HomeActions;
