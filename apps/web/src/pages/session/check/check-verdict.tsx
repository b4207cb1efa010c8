import type { Verdict } from "../../../models/views.ts";
import { Note } from "../../../ui/note.tsx";
import { useWords } from "../../../words/words.tsx";

const tones = {
  checking: "plain",
  all: "good",
  relay: "good",
  direct: "warn",
  local: "warn",
  "none-offered": "warn",
  "no-servers": "warn",
  nothing: "danger",
} as const;

/** The answer in one sentence, and what follows from it. */
export function CheckVerdict({ verdict }: { readonly verdict: Verdict }) {
  const words = useWords("check").verdict[verdict];
  return (
    <Note tone={tones[verdict]}>
      <b>{words.title}</b>
      {words.text}
    </Note>
  );
}
