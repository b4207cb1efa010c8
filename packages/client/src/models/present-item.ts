/** One entry of the timeline as a screen shows it. */
import {
  type Conversation,
  type Entry,
  type Face,
  find,
  type Note,
  type Said,
  type Voice,
  voiceOf,
} from "@chatorbit/engine";
import { otherRole } from "@chatorbit/protocol";
import type { Item, MessageItem, Side } from "./session-view.ts";
import type { VoiceView } from "./voice-view.ts";

export const keyOf = (by: "host" | "guest", id: string): string => `${by}:${id}`;

/** Author and id of a message by its key. */
export function fromKey(key: string): { readonly by: "host" | "guest"; readonly id: string } {
  const [by = "", id = ""] = key.split(":", 2);
  return { by: by === "host" ? "host" : "guest", id };
}

const excerptLength = 160;

const excerptOf = ({ body, file }: Said): string | null =>
  body === null ? null : [...(file?.name ?? body)].slice(0, excerptLength).join("");

/** Items are made once an entry: a screen can compare them by identity. */
const made = new WeakMap<
  Said,
  { readonly quoted: Said | null; readonly item: MessageItem; readonly voice: Voice | undefined }
>();

export function itemOf(entry: Entry<Note>, state: Conversation): Item {
  if (entry.kind === "note") return { kind: "note", key: entry.id, at: entry.ts, note: entry.note };
  const { timeline, voices } = state;
  const quoted = entry.replyTo === null ? null : find(timeline, entry.replyTo.by, entry.replyTo.id);
  const voice = entry.voice === null ? undefined : voiceOf(voices, entry.by, entry.id);
  const known = made.get(entry);
  if (known !== undefined && known.quoted?.body === quoted?.body && known.voice === voice) return known.item;
  const item = messageOf(entry, quoted, voice, state);
  made.set(entry, { quoted, item, voice });
  return item;
}

/** Where a voice message stands, from its sound. */
function voiceView(face: Face, voice: Voice | undefined): VoiceView {
  const view = (state: VoiceView["state"], done = 1, count = 1) => ({ ...face, state, done, count });
  switch (voice?.is) {
    case "going":
      return view(voice.isOpen ? "sending" : "queued", voice.done, voice.chunks.length);
    case "coming":
      return view("arriving", voice.done, voice.opened.length);
    case "here":
      return view("ready");
    case "failed":
      return view("failed");
    case "gone":
      return view(voice.why);
    case undefined:
      return view("broken");
  }
}

/** Delivered is what is there whole, whatever was said of its descriptor. */
function deliveryOf({ delivery }: Said, voice: Voice | undefined): Said["delivery"] {
  if (voice?.is === "failed") return "failed";
  return voice?.is === "going" && delivery !== "queued" ? "sent" : delivery;
}

function messageOf(
  said: Said,
  quoted: Said | null,
  voice: Voice | undefined,
  { seat }: Conversation,
): MessageItem {
  const me = seat?.role ?? "guest";
  const side = (role: "host" | "guest"): Side => (role === me ? "me" : "peer");
  return {
    kind: "message",
    key: keyOf(said.by, said.id),
    id: said.id,
    by: side(said.by),
    at: said.ts,
    body: said.body,
    voice: said.voice === null ? null : voiceView(said.voice, voice),
    file: said.file === null ? null : { ...said.file, fid: said.id },
    replyTo:
      said.replyTo === null
        ? null
        : {
            key: keyOf(said.replyTo.by, said.replyTo.id),
            by: side(said.replyTo.by),
            excerpt: quoted === null ? null : excerptOf(quoted),
            isVoice: quoted?.voice != null,
          },
    reactions: { me: said.reactions[me] ?? null, peer: said.reactions[otherRole(me)] ?? null },
    delivery: said.by === me ? deliveryOf(said, voice) : null,
    isPeersCopy: said.isPeersCopy,
    isNotSentHere: said.isNotSentHere,
  };
}
