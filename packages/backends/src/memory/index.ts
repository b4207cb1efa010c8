export { type Carry, MemoryHub } from "./memory-hub.ts";
export { MemoryLimits } from "./memory-limits.ts";
export { MemoryStore } from "./memory-store.ts";
