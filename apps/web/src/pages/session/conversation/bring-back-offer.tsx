import { useState } from "preact/hooks";
import { Button } from "../../../ui/button.tsx";
import { useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import { Offer } from "./offer.tsx";

/** After a reload: the other device still has what was said. */
export function BringBackOffer() {
  const { bringBack: words } = useWords("conversation");
  const session = useSession();
  const [isPut, putAway] = useState(false);
  if (isPut) return null;
  const bringBack = () => {
    putAway(true);
    session.bringBack();
  };
  return (
    <Offer
      title={words.title}
      actions={
        <>
          <Button isSmall onClick={bringBack}>
            {words.yes}
          </Button>
          <Button isSmall look="ghost" onClick={() => putAway(true)}>
            {words.no}
          </Button>
        </>
      }
    >
      {words.text}
    </Offer>
  );
}
