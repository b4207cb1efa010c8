import { clock, fill, type Words } from "@chatorbit/i18n";
import type { MessageItem } from "../../../models/views.ts";

/** A message in words, for whoever hears it named; a voice message by its length. */
export const spoken = (
  { body, voice }: Pick<MessageItem, "body" | "voice">,
  words: Words["conversation"]["message"],
): string => (voice === null ? (body ?? words.gone) : fill(words.voiceOf, { time: clock(voice.ms) }));
