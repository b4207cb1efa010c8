import { legalVersion } from "@chatorbit/i18n";
import { useState } from "preact/hooks";
import { readSetting, writeSetting } from "../../platform/settings.ts";
import { late } from "../../ui/late.tsx";

const ConsentDialog = late(async () => (await import("./consent-dialog.tsx")).ConsentDialog);

/** Acts at once for who agreed to the terms in this browser before, else after the dialog that asks. */
export function useConsent() {
  const [asked, ask] = useState<(() => void) | null>(null);
  const withConsent = (act: () => void) => {
    if (readSetting("consent") === legalVersion) act();
    else ask(() => act);
  };
  const agree = () => {
    writeSetting("consent", legalVersion);
    ask(null);
    asked?.();
  };
  const consent = asked !== null && <ConsentDialog onAgree={agree} onClose={() => ask(null)} />;
  return { withConsent, consent };
}
