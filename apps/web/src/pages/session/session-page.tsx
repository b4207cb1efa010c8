import { useEffect, useMemo, useState } from "preact/hooks";
import { openSession } from "../../models/session.ts";
import { rename } from "../../platform/address.ts";
import { forgetSecret, onSecret, secretOf } from "../../platform/arrival.ts";
import { localPath } from "../../platform/language.ts";
import { useSpoken } from "../../words/words.tsx";
import type { PageProps } from "../routes.ts";
import { SessionScreen } from "./session-screen.tsx";

/** The session whose token stands in the address. */
export function SessionPage({ params }: PageProps) {
  const token = params["token"] ?? "";
  const { language } = useSpoken();
  const [attempt, tryAgain] = useState(0);
  const again = () => tryAgain((count) => count + 1);
  const model = useMemo(
    () => openSession({ token, secret8: secretOf(token), moved: rename }),
    [token, attempt],
  );
  useEffect(() => {
    // A tab that is closed unmounts nothing: whoever is in a call hears of it, and every device goes off.
    const gone = (event: PageTransitionEvent) => {
      if (!event.persisted) model.close();
    };
    addEventListener("pagehide", gone);
    return () => {
      removeEventListener("pagehide", gone);
      model.close();
    };
  }, [model]);
  useEffect(
    () =>
      model.subscribe(() => {
        const { screen } = model.snapshot();
        if (screen === "conversation" || screen === "ended") forgetSecret(token);
        // The address outlives no session either: loaded again, there is a start page and no riddle.
        if (screen === "ended") rename(localPath("/", language));
      }),
    [model, token, language],
  );
  useEffect(
    () =>
      onSecret((changed) => {
        if (changed === token) again();
      }),
    [token],
  );
  return <SessionScreen key={attempt} model={model} onAgain={again} />;
}
