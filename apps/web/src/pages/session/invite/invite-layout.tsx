import type { Invite } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import layout from "../../../ui/layout.module.css";
import text from "../../../ui/text.module.css";
import styles from "./invite-layout.module.css";
import { InviteSheet } from "./late-invite-sheet.ts";

type InvitePageProps = { readonly invite: Invite; readonly title: string; readonly lead: string };

/** The invitation as a whole screen. Its heading is there at once, the sheet as soon as it is loaded. */
export const InvitePage = ({ invite, title, lead }: InvitePageProps) => (
  <div class={cx(styles.sheet, styles.page)}>
    <div class={cx(styles.head, layout.stack, layout.xs)}>
      <h1 class={text.hero} tabIndex={-1} data-focus-first>
        {title}
      </h1>
      <p class={text.lead}>{lead}</p>
    </div>
    <InviteSheet invite={invite} />
  </div>
);

type InviteDialogProps = {
  readonly invite: Invite;
  readonly title: string;
  readonly onClose: () => void;
};

/** The invitation over something else. */
export const InviteDialog = ({ invite, title, onClose }: InviteDialogProps) => (
  <Dialog title={title} isWide onClose={onClose}>
    <div class={styles.sheet}>
      <InviteSheet invite={invite} />
    </div>
  </Dialog>
);
