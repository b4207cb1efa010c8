import type {
  FilesModel,
  CallModel,
  ConversationView,
  MessageItem,
  SessionModel,
  SessionView,
} from "../models/views.ts";

/** A session that answers to the face alone: what one does is shown, nothing is sent. */
export function fakeSession(
  first: SessionView,
  call: CallModel | null = null,
  files: FilesModel | null = null,
): SessionModel {
  let view = first;
  const listeners = new Set<() => void>();
  const show = (next: SessionView) => {
    view = next;
    for (const heard of listeners) heard();
  };
  const talk = (change: (view: ConversationView) => Partial<ConversationView>) => {
    if (view.screen === "conversation") show({ ...view, ...change(view) });
  };
  const verify = (change: Partial<NonNullable<ConversationView["verification"]>>) =>
    talk(({ verification }) => ({
      verification: verification === null ? null : { ...verification, ...change },
    }));
  const change = (key: string, next: (message: MessageItem) => MessageItem | null) =>
    talk(({ items }) => ({
      items: items.flatMap((item) => {
        if (item.kind !== "message" || item.key !== key) return [item];
        const changed = next(item);
        return changed === null ? [] : [changed];
      }),
    }));
  let count = 0;

  return {
    snapshot: () => view,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
    startCall: () => undefined,
    askTranscript: () => undefined,
    attach: () => Promise.resolve(true),
    files: () => files,
    calls: () => call,
    check: () => Promise.resolve(null),
    takeSeat: () => {
      if (view.screen === "knock") show({ ...view, isTaking: true });
    },
    enterCode: () => "code-typo",
    send: (body, replyTo) =>
      talk(({ items }) => {
        count += 1;
        const key = `new-${count}`;
        const quoted = items.find((item) => item.key === replyTo);
        return {
          items: [
            ...items,
            {
              kind: "message",
              key,
              id: key,
              by: "me",
              at: Date.now(),
              body,
              voice: null,
              file: null,
              replyTo:
                quoted?.kind === "message"
                  ? { key: quoted.key, by: quoted.by, excerpt: quoted.body, isVoice: quoted.voice !== null }
                  : null,
              reactions: { me: null, peer: null },
              delivery: "sent",
              isPeersCopy: false,
              isNotSentHere: false,
            },
          ],
        };
      }),
    sendVoice: () => true,
    voiceOf: () => null,
    react: (key, emoji) =>
      change(key, (message) => ({ ...message, reactions: { ...message.reactions, me: emoji } })),
    remove: (keys) => {
      for (const key of keys) change(key, (message) => ({ ...message, body: null }));
    },
    retry: (key) => change(key, (message) => ({ ...message, delivery: "sent" })),
    discard: (key) => change(key, () => null),
    typing: () => undefined,
    attend: () => undefined,
    openVerify: () => verify({ isOpen: true }),
    closeVerify: () => verify({ isOpen: false }),
    confirmWords: (doMatch) => verify({ isOpen: false, isVerified: doMatch }),
    askExtend: () => undefined,
    askLeap: () => undefined,
    answerPact: () => talk(() => ({ pact: null })),
    setName: (name) => talk(() => ({ myName: name })),
    bringBack: () => talk(() => ({ mayBringBack: false })),
    reopenSeat: () => undefined,
    dismissAlarm: (id) => {
      if ("alarms" in view) show({ ...view, alarms: view.alarms.filter((alarm) => alarm.id !== id) });
    },
    end: () => undefined,
    close: () => undefined,
  };
}
