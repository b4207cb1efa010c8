import { useId, useState } from "preact/hooks";
import type { Invite } from "../../../models/views.ts";
import { copyText } from "../../../platform/clipboard.ts";
import { useAnnounce } from "../../../ui/announcer.tsx";
import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import layout from "../../../ui/layout.module.css";
import { Note } from "../../../ui/note.tsx";
import { CopyIcon, ShareIcon, SpeakIcon } from "../../../ui/layer-icons.tsx";
import { CheckIcon, ClockIcon } from "../../../ui/site-icons.tsx";
import text from "../../../ui/text.module.css";
import { useNow } from "../../../ui/use-now.ts";
import { Rich } from "../../../words/rich.tsx";
import { useFormat, useWords } from "../../../words/words.tsx";
import { InviteCode } from "./invite-code.tsx";
import styles from "./invite-layout.module.css";
import { QrCode } from "./qr-code.tsx";
import { Spelling } from "./spelling.tsx";

/** Everything an invitation can be passed on by: picture, link, code, voice. Stands in an `InviteLayout`. */
export function InviteSheet({ invite }: { readonly invite: Invite }) {
  const { waiting: words } = useWords("session");
  const [isSpelled, spell] = useState(false);
  const id = useId();
  return (
    <>
      <div class={styles.picture}>
        <QrCode text={invite.link} label={words.qr} />
        <p class={cx(text.small, text.muted)}>{words.qrText}</p>
      </div>
      <div class={cx(styles.body, layout.stack, layout.l)}>
        <InviteCode code={invite.code} />
        <PassOn invite={invite} isSpelled={isSpelled} onSpell={() => spell(!isSpelled)} spellingId={id} />
        {isSpelled && <Spelling id={id} code={invite.code} />}
        <ValidUntil at={invite.validUntil} />
      </div>
    </>
  );
}

type PassOnProps = {
  readonly invite: Invite;
  readonly isSpelled: boolean;
  readonly onSpell: () => void;
  readonly spellingId: string;
};

function PassOn({ invite, isSpelled, onSpell, spellingId }: PassOnProps) {
  const { waiting: words, title } = useWords("session");
  const announce = useAnnounce();
  const [copied, mark] = useState<"link" | "code" | "failed" | null>(null);
  const copy = (what: "link" | "code") => {
    void copyText(invite[what]).then((isCopied) => {
      mark(isCopied ? what : "failed");
      if (isCopied) announce(what === "link" ? words.linkCopied : words.codeCopied);
    });
  };
  const canShare = typeof navigator.share === "function";
  const share = () => {
    navigator.share({ title, text: words.shareText, url: invite.link }).catch(() => undefined);
  };
  const [address = "", secret = ""] = invite.link.replace(/^https?:\/\//, "").split("#");
  return (
    <div class={cx(layout.stack, layout.m)}>
      <p class={styles.link} aria-label={words.link}>
        <span class={layout.truncate}>
          {address}
          <span class={text.accent}>#{secret}</span>
        </span>
      </p>
      <div class={cx(layout.actions, layout.pair)}>
        {canShare && (
          <Button look="primary" onClick={share}>
            <ShareIcon />
            {words.share}
          </Button>
        )}
        <Button look={canShare ? "outline" : "primary"} onClick={() => copy("link")}>
          {copied === "link" ? <CheckIcon /> : <CopyIcon />}
          {words.copyLink}
        </Button>
        <Button onClick={() => copy("code")}>
          {copied === "code" ? <CheckIcon /> : <CopyIcon />}
          {words.copyCode}
        </Button>
        <Button title={words.spelling} aria-expanded={isSpelled} aria-controls={spellingId} onClick={onSpell}>
          <SpeakIcon />
          {words.readAloud}
        </Button>
      </div>
      {copied === "failed" && <Note tone="warn">{words.copyFailed}</Note>}
    </div>
  );
}

function ValidUntil({ at }: { readonly at: number }) {
  const { waiting: words } = useWords("session");
  const format = useFormat();
  const now = useNow(30_000);
  return (
    <p class={cx(styles.valid, layout.line, layout.top, text.small, text.muted)}>
      <ClockIcon size="s" />
      <span>
        <Rich
          text={words.until}
          values={{ time: <b class={text.strong}>{format.dayAndTime(at)}</b>, rest: format.rest(at - now) }}
        />{" "}
        {words.stays}
      </span>
    </p>
  );
}
