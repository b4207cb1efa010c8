import { late } from "../../../ui/late.tsx";

/** Everything of a call that is seen: fetched with the first press or ring. */
export const CallLayer = late(async () => (await import("./call-layer.tsx")).CallLayer);
