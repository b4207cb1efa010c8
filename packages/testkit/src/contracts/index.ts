export { blobsContract, freshBlobId, noise } from "./blobs.ts";
export { busContract } from "./bus.ts";
export { limitsContract } from "./limits.ts";
export { logContract } from "./log.ts";
export { manyJoins } from "./many-joins.ts";
export { drops, lands, makes, shelfContract, shelve } from "./shelf.ts";
export { storeContract } from "./store.ts";
