import { loadLegal, type LegalDocument } from "@chatorbit/i18n";
import { useEffect, useRef, useState } from "preact/hooks";
import { localPath } from "../../platform/language.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { LegalText } from "../../ui/legal-text.tsx";
import text from "../../ui/text.module.css";
import { Rich } from "../../words/rich.tsx";
import { useLateWords, useSpoken } from "../../words/words.tsx";
import styles from "./consent-dialog.module.css";

type ConsentDialogProps = { readonly onAgree: () => void; readonly onClose: () => void };

/** The terms before the first session: agreeing takes scrolling to their end. */
export function ConsentDialog({ onAgree, onClose }: ConsentDialogProps) {
  const { language, format } = useSpoken();
  const words = useLateWords("consent");
  const [terms, show] = useState<LegalDocument | null>(null);
  const [hasRead, read] = useState(false);
  const [isChecked, check] = useState(false);
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => void loadLegal(language).then((loaded) => show(loaded.terms)), [language]);

  const look = () => {
    const box = scroller.current;
    if (box !== null && box.scrollTop + box.clientHeight >= box.scrollHeight - 8) read(true);
  };
  useEffect(() => {
    if (terms !== null) look();
  }, [terms]);

  if (words === null || terms === null) return null;
  const page = (path: string, name: string) => (
    <a href={localPath(path, language)} target="_blank" rel="noopener">
      {name}
    </a>
  );
  return (
    <Dialog
      title={words.title}
      lead={words.lead}
      onClose={onClose}
      foot={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button look="primary" isOff={!isChecked} onClick={onAgree}>
            {words.agree}
          </Button>
        </>
      }
    >
      <div
        ref={scroller}
        class={styles.text}
        tabIndex={0}
        role="region"
        aria-label={words.text}
        onScroll={look}
      >
        <LegalText document={terms} />
      </div>
      <div>
        <label class={cx(styles.check, !hasRead && text.faint)}>
          <input
            type="checkbox"
            checked={isChecked}
            disabled={!hasRead}
            onChange={({ currentTarget }) => check(currentTarget.checked)}
          />
          <span>
            <Rich
              text={words.check}
              values={{
                terms: page("/terms-of-service", words.terms),
                privacy: page("/privacy-policy", words.privacy),
                date: format.date(Date.parse(terms.updated)),
              }}
            />
          </span>
        </label>
        {!hasRead && <p class={cx(text.caption, text.muted)}>{words.scroll}</p>}
      </div>
    </Dialog>
  );
}
