import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Dialog } from "../../ui/dialog.tsx";
import layout from "../../ui/layout.module.css";
import text from "../../ui/text.module.css";
import { useWords } from "../../words/words.tsx";
import { RoomInvite } from "./room-invite.tsx";

type RoomSeatProps = { readonly link: string; readonly endsAt: number };

/** In the panel: the free seat, and the invitation again. */
export function RoomSeat({ link, endsAt }: RoomSeatProps) {
  const { invite: words } = useWords("room");
  const [isOpen, open] = useState(false);
  return (
    <div class={cx(layout.stack, layout.s)}>
      <p class={cx(text.small, text.muted)}>{words.seatText}</p>
      <div class={layout.actions}>
        <Button isSmall onClick={() => open(true)}>
          {words.show}
        </Button>
      </div>
      {isOpen && (
        <Dialog title={words.title} lead={words.lead} isWide onClose={() => open(false)}>
          <RoomInvite link={link} endsAt={endsAt} />
        </Dialog>
      )}
    </div>
  );
}
