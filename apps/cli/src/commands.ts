/** One typed line: words for the other one, or a command. */
import type { ConversationView, MessageItem, SessionModel } from "@chatorbit/client";
import { codePoints } from "@chatorbit/engine";
import { clock, fill } from "@chatorbit/i18n";
import { wordLines } from "./print.ts";
import type { Say } from "./words.ts";

/** Carries out a line; returns what to print about it. */
export function obey(line: string, model: SessionModel, say: Say, now: number): readonly string[] {
  const view = model.snapshot();
  if (line === "/end") {
    model.end();
    return [];
  }
  if (line === "/help") return [say.terminal.help];
  if (view.screen !== "conversation") return line.trim() === "" ? [] : [say.terminal.securing];
  if (!line.startsWith("/")) return write(line, model, view, say);
  const [name = "", ...rest] = line.slice(1).split(" ");
  return command(name, rest.join(" ").trim(), { model, view, say, now });
}

function write(
  line: string,
  model: SessionModel,
  view: ConversationView,
  { terminal, format }: Say,
): readonly string[] {
  const over = codePoints(line) - view.maxChars;
  if (over > 0) return [format.count(terminal.tooLong, over)];
  if (line.trim() !== "") model.send(line, null);
  return [];
}

type At = {
  readonly model: SessionModel;
  readonly view: ConversationView;
  readonly say: Say;
  readonly now: number;
};

function command(name: string, rest: string, { model, view, say, now }: At): readonly string[] {
  switch (name) {
    case "verify":
      model.openVerify();
      return view.verification?.isOpen ? wordLines(view, say) : [];
    case "match":
    case "differ":
      // Only words that stand on the screen can match or differ.
      if (!view.verification?.isOpen) return [say.terminal.wordsFirst];
      model.confirmWords(name === "match");
      return name === "match"
        ? []
        : [say.conversation.verify.differTitle, say.conversation.verify.differText];
    case "extend":
      if (!view.traits.canExtend) return [say.terminal.notHere];
      model.askExtend(Math.round(Number(rest) * 60) || 0);
      return [];
    case "leap":
      if (!view.traits.canLeap) return [say.terminal.notHere];
      model.askLeap();
      return [];
    case "yes":
    case "no":
      if (view.pact === null) return [say.terminal.nothingOpen];
      model.answerPact(name === "yes");
      return [];
    case "time":
      return [fill(say.terminal.left, { time: clock(view.time.endsAt - now) })];
    case "react": {
      const last = lastOf(view, "peer");
      if (last !== undefined && rest !== "") model.react(last.key, rest);
      return [];
    }
    case "delete": {
      const last = lastOf(view, "me");
      if (last !== undefined) model.remove([last.key]);
      return [];
    }
    case "name":
      model.setName(rest);
      return [];
    default:
      return [say.terminal.unknown];
  }
}

const lastOf = ({ items }: ConversationView, by: "me" | "peer"): MessageItem | undefined =>
  items.findLast(
    (item): item is MessageItem => item.kind === "message" && item.by === by && item.body !== null,
  );
