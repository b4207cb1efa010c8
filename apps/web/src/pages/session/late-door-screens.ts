import { late } from "../../ui/late.tsx";

/** Fetched while the page looks for its seat: who has one already sees neither. */
export const KnockScreen = late(async () => (await import("./knock-screen.tsx")).KnockScreen);
export const RefusedScreen = late(async () => (await import("./end/refused-screen.tsx")).RefusedScreen);
