import { useState } from "preact/hooks";
import type { Invite } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import layout from "../../../ui/layout.module.css";
import text from "../../../ui/text.module.css";
import { useWords } from "../../../words/words.tsx";
import { InviteDialog } from "../invite/invite-layout.tsx";
import { useSession } from "../session-context.ts";

/** Frees the other seat for a new code, and shows that code. */
export function OtherSeat({ invite }: { readonly invite: Invite | null }) {
  const { info: words } = useWords("conversation");
  const session = useSession();
  const [open, show] = useState<"ask" | "invite" | null>(null);
  const close = () => show(null);
  return (
    <div class={cx(layout.stack, layout.s)}>
      <p class={cx(text.small, text.muted)}>{words.reopenText}</p>
      <div class={layout.actions}>
        {invite === null ? (
          <Button isSmall onClick={() => show("ask")}>
            {words.reopen}
          </Button>
        ) : (
          <Button isSmall onClick={() => show("invite")}>
            {words.invite}
          </Button>
        )}
      </div>
      {open === "ask" && (
        <Dialog
          title={words.reopenAsk}
          lead={words.reopenAskText}
          onClose={close}
          foot={
            <>
              <Button isFirst onClick={close}>
                {words.reopenNo}
              </Button>
              <Button
                look="danger"
                onClick={() => {
                  session.reopenSeat();
                  show("invite");
                }}
              >
                {words.reopen}
              </Button>
            </>
          }
        />
      )}
      {open === "invite" && invite !== null && (
        <InviteDialog invite={invite} title={words.invite} onClose={close} />
      )}
    </div>
  );
}
