import { useMemo } from "preact/hooks";
import { openHome } from "../../models/home.ts";
import type { HomeModel } from "../../models/views.ts";
import { LandingScreen } from "./landing-screen.tsx";

const nothing = {
  openInvites: [],
  openRooms: [],
  isStarting: false,
  problem: null,
  isCreatingRoom: false,
  roomProblem: null,
} as const;

/** The start page as it is made at build time, where there is no device. */
const unopened: HomeModel = {
  snapshot: () => nothing,
  subscribe: () => () => undefined,
  start: () => Promise.resolve(null),
  join: () => ({ trouble: "code-typo" }),
  forgetInvite: () => Promise.resolve(),
  createRoom: () => Promise.resolve(null),
};

/** The start page of this device. */
export function LandingPage() {
  const home = useMemo(() => (typeof document === "undefined" ? unopened : openHome()), []);
  return <LandingScreen home={home} />;
}
