/** What models show and do: the contract between them and the face. */
export type * from "@chatorbit/client";
