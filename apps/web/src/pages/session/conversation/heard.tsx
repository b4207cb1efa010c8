import { fill } from "@chatorbit/i18n";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationView } from "../../../models/views.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import layout from "../../../ui/layout.module.css";
import { useWords } from "../../../words/words.tsx";
import { spoken } from "./spoken.ts";
import { useConversation } from "./conversation-context.ts";
import { usePassed } from "./use-passed.ts";

const momentsMs = [600_000, 300_000, 60_000, 10_000] as const;
const names = ["tenMinutes", "fiveMinutes", "oneMinute", "tenSeconds"] as const;

/** Says what time is left, four times and no more. */
export function TimeHeard({ endsAt }: { readonly endsAt: number }) {
  const { announce: words } = useWords("conversation").time;
  const say = useAnnounce();
  const passed = usePassed(endsAt, momentsMs);
  const before = useRef(passed);
  useEffect(() => {
    const name = names[passed - 1];
    if (passed > before.current && name !== undefined) say(words[name]);
    before.current = passed;
  }, [passed]);
  return null;
}

type MessagesHeardProps = Pick<ConversationView, "items"> & {
  /** What comes now was said before. */
  readonly isReading: boolean;
};

/** At most so many sayings stay in the page. */
const kept = 5;

/**
 * Says new messages of the other side. The log itself is silent: its rows come and go with
 * scrolling, and neither that nor what was brought back is news.
 */
export function MessagesHeard({ items, isReading }: MessagesHeardProps) {
  const words = useWords("conversation").message;
  const { peerName } = useConversation();
  const since = useRef(Date.now());
  const heard = useRef(new Set(items.map((item) => item.key)));
  // Only the first time: what comes after a tunnel is news.
  const hasRead = useRef(false);
  const [said, say] = useState<readonly { readonly key: string; readonly text: string }[]>([]);
  useEffect(() => {
    hasRead.current ||= !isReading;
    if (!hasRead.current) {
      for (const { key } of items) heard.current.add(key);
      return;
    }
    const fresh = items.slice(-kept).flatMap((item) => {
      if (item.kind !== "message" || heard.current.has(item.key)) return [];
      heard.current.add(item.key);
      const isNews =
        item.by === "peer" && !item.isPeersCopy && item.body !== null && item.at >= since.current - 60_000;
      return isNews
        ? [{ key: item.key, text: fill(words.from, { name: peerName, text: spoken(item, words) }) }]
        : [];
    });
    if (fresh.length > 0) say((before) => [...before, ...fresh].slice(-kept));
  }, [items]);
  return (
    <div class={layout.unseen} aria-live="polite" aria-relevant="additions">
      {said.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}
