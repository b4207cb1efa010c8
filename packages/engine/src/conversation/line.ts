/** The link inside the conversation: what it wants done, and what its changes mean here. */
import { wireVersion } from "@chatorbit/protocol";
import { link, type LinkInput } from "../link.ts";
import type { Tick } from "../machine.ts";
import { type ConversationTurn, effect, set } from "./turn.ts";

/** A lost line is worth a word only after this long, ms (UX). */
const lineWordAfterMs = 1_500;

export function stepLink(turn: ConversationTurn, input: LinkInput | Tick): void {
  const before = turn.state.link;
  const [after, effects] = link.step(before, input, turn);
  if (after !== before) set(turn, { link: after });
  for (const each of effects) {
    if (each.type === "greet") greetServer(turn);
    else effect(turn, each);
  }
  if (before.phase === "live" && after.phase !== "live") {
    set(turn, { isPeerHere: false, peerBackAt: null, peerTypingUntil: null });
  }
  if (after.phase === "live") set(turn, { lineWordAt: null, isLineDown: false });
  else if (before.phase === "live" || before.phase === "idle")
    set(turn, { lineWordAt: turn.now + lineWordAfterMs });
  if (after.phase === "over" && before.phase !== "over") lineOver(turn);
}

function greetServer(turn: ConversationTurn): void {
  const greeting = turn.ways.greeting(turn.state);
  if (greeting === null) return;
  effect(turn, {
    type: "say",
    frame: { type: "hello", v: wireVersion, client: "chatorbit/1", ...greeting },
  });
}

/** A close that is final: the page says why. */
function lineOver(turn: ConversationTurn): void {
  const { link: line, phase } = turn.state;
  if (line.phase === "over" && phase === "seated" && line.refusal !== null)
    turn.ways.lineOver(turn, line.refusal);
}
