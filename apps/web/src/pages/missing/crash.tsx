import { localPath } from "../../platform/language.ts";
import { Button, ButtonLink } from "../../ui/button.tsx";
import { useSpoken, useWords } from "../../words/words.tsx";
import { PlainPage } from "./plain-page.tsx";

/** A mistake of ours broke the page: the way back. */
export function Crash({ onHome }: { readonly onHome: () => void }) {
  const { language } = useSpoken();
  const { crash, actions } = useWords("common");
  return (
    <PlainPage title={crash.title} lead={crash.text}>
      <Button look="primary" onClick={() => location.reload()}>
        {actions.reload}
      </Button>
      <span onClickCapture={onHome}>
        <ButtonLink href={localPath("/", language)}>{actions.home}</ButtonLink>
      </span>
    </PlainPage>
  );
}
