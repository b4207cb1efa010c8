export { busContract } from "./bus.ts";
export { limitsContract } from "./limits.ts";
export { logContract } from "./log.ts";
export { manyJoins } from "./many-joins.ts";
export { storeContract } from "./store.ts";
