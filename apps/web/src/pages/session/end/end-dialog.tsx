import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { usePlace } from "../place.ts";

type EndDialogProps = { readonly onEnd: () => void; readonly onClose: () => void };

/** Asks once more, for those who cannot press and hold. */
export function EndDialog({ onEnd, onClose }: EndDialogProps) {
  const { end: words } = usePlace();
  return (
    <Dialog
      title={words.ask}
      lead={words.askText}
      onClose={onClose}
      foot={
        <>
          <Button isFirst onClick={onClose}>
            {words.stay}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onClose();
              onEnd();
            }}
          >
            {words.button}
          </Button>
        </>
      }
    />
  );
}
