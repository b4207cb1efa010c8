/** The start page's part of this package: no handshake, no live channel comes along. */
export { openHome } from "./models/home-model.ts";
export type {
  HomeActions,
  HomeModel,
  HomeView,
  Limits,
  NotJoined,
  OpenInvite,
  OpenRoom,
} from "./models/home-view.ts";
export { platformPorts } from "#platform";
