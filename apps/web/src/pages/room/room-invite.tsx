import { useState } from "preact/hooks";
import { copyText } from "../../platform/clipboard.ts";
import { useAnnounce } from "../../ui/announcer.tsx";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { CopyIcon, ShareIcon } from "../../ui/layer-icons.tsx";
import { Note } from "../../ui/note.tsx";
import { CheckIcon, ClockIcon } from "../../ui/site-icons.tsx";
import text from "../../ui/text.module.css";
import { Rich } from "../../words/rich.tsx";
import { useFormat, useWords } from "../../words/words.tsx";
import { QrCode } from "../session/invite/qr-code.tsx";
import styles from "./room-invite.module.css";

type RoomInviteProps = {
  readonly link: string;
  /** When the room ends, ms. */
  readonly endsAt: number;
};

/** Everything a room's link can be passed on by: picture, text, the system's own ways. */
export function RoomInvite({ link, endsAt }: RoomInviteProps) {
  const { invite: words } = useWords("room");
  const format = useFormat();
  return (
    <div class={styles.invite}>
      <div class={styles.qr}>
        <QrCode text={link} label={words.qr} />
      </div>
      <div class={cx(layout.stack, layout.m)}>
        <PassOn link={link} />
        <p class={cx(layout.line, layout.top, text.small, text.muted)}>
          <ClockIcon size="s" />
          <span>
            <Rich
              text={words.until}
              values={{ time: <b class={text.strong}>{format.dayAndTime(endsAt)}</b> }}
            />
          </span>
        </p>
      </div>
    </div>
  );
}

function PassOn({ link }: { readonly link: string }) {
  const { invite: words, place } = useWords("room");
  const announce = useAnnounce();
  const [copied, mark] = useState<boolean | null>(null);
  const canShare = typeof navigator.share === "function";
  const [address = "", secret = ""] = link.replace(/^https?:\/\//, "").split("#");
  const copy = () => {
    void copyText(link).then((isCopied) => {
      mark(isCopied);
      if (isCopied) announce(words.linkCopied);
    });
  };
  const share = () => {
    navigator.share({ title: place.title, text: words.shareText, url: link }).catch(() => undefined);
  };
  return (
    <>
      <p class={styles.link} aria-label={words.link}>
        <span class={layout.truncate}>
          {address}
          <span class={text.accent}>#{secret}</span>
        </span>
      </p>
      <div class={layout.actions}>
        {canShare && (
          <Button look="primary" isSmall onClick={share}>
            <ShareIcon />
            {words.share}
          </Button>
        )}
        <Button look={canShare ? "outline" : "primary"} isSmall onClick={copy}>
          {copied === true ? <CheckIcon /> : <CopyIcon />}
          {words.copyLink}
        </Button>
      </div>
      {copied === false && <Note tone="warn">{words.copyFailed}</Note>}
    </>
  );
}
