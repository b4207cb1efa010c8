import { late } from "../../ui/late.tsx";

const screens = () => import("./seated-screens.ts");

/** Whoever only looks at an invitation needs neither before the press. */
export const SecuringScreen = late(async () => (await screens()).SecuringScreen);
export const WaitingScreen = late(async () => (await screens()).WaitingScreen);
