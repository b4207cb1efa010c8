/** What runs beside a conversation in a browser. Files need nearly all of what calls are made of: one chunk for both. */
export { openCalls } from "../call/web.ts";
export { openFiles } from "../file/web.ts";
