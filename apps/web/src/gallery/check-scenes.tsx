import { CheckDialog } from "../pages/session/check/check-dialog.tsx";
import { SessionProvider } from "../pages/session/session-context.ts";
import { checks, fakeCheck } from "./fake-check.ts";
import { fakeSession } from "./fake-session.ts";
import { conversation } from "./fixtures.ts";

/** The check before a call, by state: `check-well` and so on. */
export const checkScenes = Object.fromEntries(
  Object.entries(checks).map(([name, view]) => [
    `check-${name}`,
    () => {
      const session = { ...fakeSession(conversation), check: () => Promise.resolve(fakeCheck(view)) };
      return (
        <SessionProvider value={session}>
          <main>
            <CheckDialog onClose={() => undefined} />
          </main>
        </SessionProvider>
      );
    },
  ]),
);
