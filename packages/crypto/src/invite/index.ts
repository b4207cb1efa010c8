/* What a start page needs of this package and no more: it loads before anybody has decided anything. */
export { toBase64Url } from "../base/base64.ts";
export { ProtocolError } from "../base/protocol-error.ts";
export { newSecret, parseJoinCode } from "./invite.ts";
