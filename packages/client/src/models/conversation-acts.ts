/** What a person does in any conversation, as inputs of its machine. */
import { type Input, mayVoice, voiceOf } from "@chatorbit/engine";
import type { Session } from "../session/session.ts";
import { fromKey } from "./present-item.ts";
import type { SessionActions } from "./session-view.ts";

type Acts = Omit<
  SessionActions,
  "takeSeat" | "enterCode" | "attend" | "startCall" | "check" | "askTranscript" | "attach" | "end"
>;

export function conversationActs(session: () => Session): Acts {
  const send = (input: Input): void => session().send(input);
  return {
    send: (body, replyTo) =>
      send({ type: "send", body, replyTo: replyTo === null ? null : fromKey(replyTo) }),
    sendVoice({ bytes, mime, ms, wave }, replyTo) {
      if (!mayVoice(session().state(), bytes.length, ms)) return false;
      const face = { mime, ms, wave: [...wave] };
      send({ type: "sendVoice", bytes, face, replyTo: replyTo === null ? null : fromKey(replyTo) });
      return true;
    },
    react: (key, emoji) => send({ type: "react", ...fromKey(key), emoji }),
    remove: (keys) => send({ type: "remove", ids: keys.map((key) => fromKey(key).id) }),
    retry: (key) => send({ type: "retry", id: fromKey(key).id }),
    discard: (key) => send({ type: "discard", id: fromKey(key).id }),
    typing: (isTyping) => send({ type: "typing", isTyping }),
    openVerify: () => send({ type: "openVerify" }),
    closeVerify: () => send({ type: "closeVerify" }),
    confirmWords: (doMatch) => send({ type: "confirmWords", doMatch }),
    askExtend: (seconds) => send({ type: "askExtend", seconds }),
    askLeap: () => send({ type: "askLeap" }),
    answerPact: (isAgreed) => send({ type: "answerPact", isAgreed }),
    setName: (name) => send({ type: "setName", name }),
    bringBack: () => send({ type: "bringBack" }),
    reopenSeat: () => send({ type: "reopenSeat" }),
    dismissAlarm: (id) => send({ type: "dismissAlarm", id }),
    voiceOf(key) {
      const { by, id } = fromKey(key);
      const voice = voiceOf(session().state().voices, by, id);
      return voice !== undefined && "bytes" in voice ? voice.bytes : null;
    },
  };
}
