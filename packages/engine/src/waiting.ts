/** What a device keeps of its words over a reload while nobody has confirmed them (TS9). */
import { fitJson, uuid, v, wholeNumber } from "@chatorbit/protocol";
import { lasting } from "./payload.ts";

const waiting = v.array(
  v.object({
    id: uuid,
    ts: wholeNumber(0, Number.MAX_SAFE_INTEGER),
    body: lasting,
    isFailed: v.boolean(),
  }),
);
export type Waiting = v.InferOutput<typeof waiting>;

/** The stored words; none where the text is none of ours. */
export const readWaiting = (text: string | null): Waiting =>
  text === null ? [] : (fitJson(waiting, text) ?? []);
