import { fill, type Words } from "@chatorbit/i18n";
import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import text from "../../../ui/text.module.css";

type AskDialogProps = {
  readonly what: "recording" | "transcript";
  readonly words: Words["call"]["consent"];
  /** What the other one is called. */
  readonly name: string;
  readonly onAsk: () => void;
  readonly onClose: () => void;
};

/** Before this side asks to record or to save: what the other one will be asked, and what a No is worth. */
export function AskDialog({ what, words, name, onAsk, onClose }: AskDialogProps) {
  const { mine, mineText } = words[what];
  const ask = () => {
    onAsk();
    onClose();
  };
  return (
    <Dialog
      title={mine}
      lead={fill(mineText, { name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button look="primary" isFirst onClick={ask}>
            {words.ask}
          </Button>
        </>
      }
    >
      <p class={cx(text.small, text.muted)}>{words.honest}</p>
    </Dialog>
  );
}
