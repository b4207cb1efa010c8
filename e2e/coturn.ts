/** coturn on loopback for browsers; written once, beside the server's own tests of it. */
export { type Coturn, type CoturnOptions, startCoturn } from "../apps/server/src/testing/coturn.ts";
