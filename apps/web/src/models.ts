/** The one place where the face meets its models. */
import type { HomeModel } from "../../../packages/client/src/models/home-view.ts";
import type { SessionModel } from "../../../packages/client/src/models/session-view.ts";

export type * from "../../../packages/client/src/models/home-view.ts";
export type * from "../../../packages/client/src/models/session-view.ts";

export type SessionPlace = {
  readonly token: string;
  /** The eight symbols behind `#`, or null when the address had none. */
  readonly secret8: string | null;
  readonly origin: string;
};

const home = { openInvites: [], isStarting: false, problem: null } as const;

/** Stands in until the client package exports its models. */
const stub: {
  readonly openSession: (place: SessionPlace) => SessionModel;
  readonly openHome: () => HomeModel;
} = {
  openSession: () => {
    throw new Error("the session model is not wired yet");
  },
  openHome: () => ({
    snapshot: () => home,
    subscribe: () => () => undefined,
    start: () => Promise.resolve(null),
    join: () => ({ trouble: "code-typo" }),
    forgetInvite: () => Promise.resolve(),
  }),
};

export const { openSession, openHome } = stub;
