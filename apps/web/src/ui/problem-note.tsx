import { fill } from "@chatorbit/i18n";
import type { Problem } from "../models/views.ts";
import { useFormat, useWords } from "../words/words.tsx";
import { Note } from "./note.tsx";
import { useWait } from "./use-wait.ts";

/** A refusal in place: its name, the reason, the next step and how long it takes. */
export function ProblemNote({ problem }: { readonly problem: Problem }) {
  const { name, reason, step } = useWords("trouble")[problem.trouble];
  const { actions } = useWords("common");
  const format = useFormat();
  const wait = useWait(problem);
  return (
    <Note tone="danger" role="alert">
      <b>{name}</b>
      {reason} {step}
      {wait > 0 && <> {fill(actions.possibleIn, { time: format.wait(wait) })}.</>}
    </Note>
  );
}
