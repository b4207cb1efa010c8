export { contrast } from "./contrast.ts";
export { cssVariables } from "./css.ts";
export { effects, scale, themes } from "./tokens.ts";
export type { ColorName } from "./tokens.ts";
