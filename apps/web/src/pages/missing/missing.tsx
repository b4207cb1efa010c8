import { localPath } from "../../platform/language.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { useSpoken, useWords } from "../../words/words.tsx";
import { PlainPage } from "./plain-page.tsx";

/** Nothing stands at this address. */
export function Missing() {
  const { language } = useSpoken();
  const { missing, actions } = useWords("common");
  return (
    <PlainPage title={missing.title} lead={missing.text}>
      <ButtonLink look="primary" href={localPath("/", language)}>
        {actions.home}
      </ButtonLink>
    </PlainPage>
  );
}
