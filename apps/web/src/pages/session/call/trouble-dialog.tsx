import type { DeviceTrouble, Source } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Note } from "../../../ui/note.tsx";
import { useWords } from "../../../words/words.tsx";
import { browserOf } from "./browser.ts";

type TroubleDialogProps = {
  readonly source: Source;
  readonly why: DeviceTrouble;
  /** null where only the next call can try again. */
  readonly onRetry: (() => void) | null;
  readonly onClose: () => void;
};

/** A device gave nothing: why, what helps in this browser, and the next try. */
export function TroubleDialog({ source, why, onRetry, onClose }: TroubleDialogProps) {
  const { trouble: words, notice } = useWords("call");
  const retry = () => {
    onClose();
    onRetry?.();
  };
  return (
    <Dialog
      title={words.title[why][source]}
      lead={words.text[why]}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{notice.close}</Button>
          {onRetry !== null && why !== "insecure" && (
            <Button look="primary" isFirst onClick={retry}>
              {words.retry}
            </Button>
          )}
        </>
      }
    >
      {why === "refused" && (
        <Note>
          <b>{words.how}</b>
          {words.steps[browserOf(navigator)]}
        </Note>
      )}
    </Dialog>
  );
}
