import { clock, fill, type Words } from "@chatorbit/i18n";
import type { MessageItem } from "../../../models/views.ts";

/** A message in words, for whoever hears it named; a voice message by its length, a file by its name. */
export const spoken = (
  { body, voice, file }: Pick<MessageItem, "body" | "voice" | "file">,
  words: Words["conversation"]["message"],
): string =>
  file !== null
    ? fill(words.fileOf, { name: file.name })
    : voice === null
      ? (body ?? words.gone)
      : fill(words.voiceOf, { time: clock(voice.ms) });
