import { Button } from "../../ui/button.tsx";
import { RetryIcon } from "../../ui/site-icons.tsx";
import { useWords } from "../../words/words.tsx";
import { PlainPage } from "./plain-page.tsx";

/** What the service worker shows when a page is not there and the network neither. */
export function Offline() {
  const { offline, actions } = useWords("common");
  return (
    <PlainPage title={offline.title} lead={offline.text}>
      <Button look="primary" onClick={() => location.reload()}>
        <RetryIcon />
        {actions.retry}
      </Button>
    </PlainPage>
  );
}
