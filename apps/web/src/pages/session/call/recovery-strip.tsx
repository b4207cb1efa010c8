import type { StageView } from "../../../models/views.ts";
import { Button } from "../../../ui/button.tsx";
import { useWords } from "../../../words/words.tsx";
import { useCall } from "./call-context.ts";
import { CallStrip } from "./call-strip.tsx";

/** The line broke: what is done about it, and the button once that was not enough. */
export function RecoveryStrip({ recovery }: { readonly recovery: StageView["recovery"] }) {
  const { acts } = useCall();
  const { recovery: words } = useWords("call");
  return (
    <div role="status">
      {recovery !== "fine" && (
        <CallStrip
          text={words[recovery]}
          {...(recovery === "stuck"
            ? {
                actions: (
                  <Button isSmall look="primary" onClick={acts.reconnect}>
                    {words.reconnect}
                  </Button>
                ),
              }
            : {})}
        />
      )}
    </div>
  );
}
