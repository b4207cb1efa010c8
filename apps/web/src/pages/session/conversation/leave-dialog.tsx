import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { usePlace } from "../place.ts";

type LeaveDialogProps = {
  readonly isCalling: boolean;
  readonly onLeave: () => void;
  readonly onStay: () => void;
};

/** Before one leaves a conversation that is alive. */
export function LeaveDialog({ isCalling, onLeave, onStay }: LeaveDialogProps) {
  const { leave: words } = usePlace();
  return (
    <Dialog
      title={words.title}
      lead={isCalling ? `${words.call} ${words.text}` : words.text}
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
