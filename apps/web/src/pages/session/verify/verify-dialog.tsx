import { fill } from "@chatorbit/i18n";
import { useState } from "preact/hooks";
import type { Verification } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import layout from "../../../ui/layout.module.css";
import { Note } from "../../../ui/note.tsx";
import { CheckIcon } from "../../../ui/site-icons.tsx";
import text from "../../../ui/text.module.css";
import { useWords } from "../../../words/words.tsx";
import { usePlace } from "../place.ts";
import { useSession } from "../session-context.ts";
import styles from "./verify-dialog.module.css";
import { WordsRow } from "./words-row.tsx";

type VerifyDialogProps = { readonly verification: Verification; readonly peerName: string };

/** "Say these to each other": seven pictures or three numbers, and what one heard. */
export function VerifyDialog({ verification, peerName }: VerifyDialogProps) {
  const session = useSession();
  const [doDiffer, differ] = useState(false);
  const onDiffer = () => {
    session.confirmWords(false);
    differ(true);
  };
  return doDiffer ? (
    <Differ onAgain={() => differ(false)} />
  ) : (
    <Compare verification={verification} peerName={peerName} onDiffer={onDiffer} />
  );
}

function Compare({
  verification,
  peerName,
  onDiffer,
}: VerifyDialogProps & { readonly onDiffer: () => void }) {
  const { verify: words } = useWords("conversation");
  const { covers } = usePlace().verify;
  const session = useSession();
  const { emoji, numbers, number, isVerified, isCurrent, doesPeerSayVerified } = verification;
  return (
    <Dialog
      title={words.title}
      lead={words.lead}
      isWide
      isFootAtStart
      onClose={session.closeVerify}
      foot={
        <>
          <Button look="primary" onClick={() => session.confirmWords(true)}>
            <CheckIcon />
            {words.match}
          </Button>
          <Button look="dangerOutline" onClick={onDiffer}>
            {words.differ}
          </Button>
          <Button look="ghost" onClick={session.closeVerify}>
            {words.later}
          </Button>
        </>
      }
    >
      <WordsRow emoji={emoji} />
      <div class={cx(layout.stack, layout.xs)}>
        <h3 class={text.eyebrow}>{words.numbers}</h3>
        <p class={styles.numbers}>
          {numbers.map((one, at) => (
            <span key={at}>{one}</span>
          ))}
        </p>
      </div>
      {isVerified ? (
        <Note tone={isCurrent ? "good" : "plain"}>{isCurrent ? words.done : words.doneBefore}</Note>
      ) : (
        doesPeerSayVerified && <Note>{fill(words.peerSays, { name: peerName })}</Note>
      )}
      <p class={cx(text.small, text.muted)}>
        {fill(words.number, { number })}. {covers}
      </p>
    </Dialog>
  );
}

function Differ({ onAgain }: { readonly onAgain: () => void }) {
  const { verify: words } = useWords("conversation");
  const place = usePlace().verify;
  const session = useSession();
  return (
    <Dialog
      title={words.differTitle}
      lead={place.differText}
      onClose={onAgain}
      foot={
        <>
          <Button isFirst onClick={onAgain}>
            {words.again}
          </Button>
          <Button look="danger" onClick={session.end}>
            {place.endNow}
          </Button>
        </>
      }
    />
  );
}
