import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { useWords } from "../../../words/words.tsx";

type LeaveDialogProps = { readonly onLeave: () => void; readonly onStay: () => void };

/** Before one leaves a conversation that is alive. */
export function LeaveDialog({ onLeave, onStay }: LeaveDialogProps) {
  const { leave: words } = useWords("conversation");
  return (
    <Dialog
      title={words.title}
      lead={words.text}
      onClose={onStay}
      foot={
        <>
          <Button onClick={onLeave}>{words.leave}</Button>
          <Button look="primary" isFirst onClick={onStay}>
            {words.stay}
          </Button>
        </>
      }
    />
  );
}
