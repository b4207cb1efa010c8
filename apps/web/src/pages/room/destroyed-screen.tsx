import type { Created } from "@chatorbit/client";
import { fill, type Words } from "@chatorbit/i18n";
import { roomTtlSeconds } from "@chatorbit/protocol";
import { useEffect, useState } from "preact/hooks";
import type { EndedView, Problem } from "../../models/views.ts";
import { go } from "../../platform/address.ts";
import { localPath } from "../../platform/language.ts";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { Orbit } from "../../ui/orbit.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import text from "../../ui/text.module.css";
import { useWait } from "../../ui/use-wait.ts";
import { useSpoken, useWords } from "../../words/words.tsx";
import { FocusPage } from "../session/focus-page.tsx";
import styles from "./destroyed-screen.module.css";
import { PlacesCard } from "./places-card.tsx";

type DestroyedScreenProps = {
  readonly view: EndedView;
  readonly onCreate: (ttl: number) => Promise<Created>;
};

/** The room is gone: which of the three places has confirmed it, and no way back (SR5). */
export function DestroyedScreen({ view, onCreate }: DestroyedScreenProps) {
  // Its code may come later than the moment: the focus comes with it.
  useEffect(() => document.querySelector<HTMLElement>("[data-focus-first]")?.focus(), []);
  const { destroyed: words } = useWords("room");
  const { language, format } = useSpoken();
  const [isCreating, busy] = useState(false);
  const [problem, fail] = useState<Problem | null>(null);
  const mustWait = useWait(problem) > 0;
  const create = () => {
    busy(true);
    void onCreate(roomTtlSeconds.usual).then((made) => {
      busy(false);
      // Nothing leads back to this page.
      if ("path" in made) go(made.path, { replace: true });
      else fail(made.problem);
    });
  };
  return (
    <FocusPage>
      <div class={styles.grid}>
        <div class={cx(layout.stack, layout.l, styles.head)}>
          <Orbit size="l" isOver label={words.orbit} />
          <div class={cx(layout.stack, layout.m)}>
            <h1 class={text.display} tabIndex={-1} data-focus-first>
              {titleOf(view, words)}
            </h1>
            <p class={text.lead}>
              {said(view, words)
                .map((sentence) => fill(sentence, { time: format.time(view.endedAt) }))
                .join(" ")}
            </p>
          </div>
        </div>
        <PlacesCard view={view} />
        <div class={cx(layout.stack, layout.m, styles.acts)}>
          {problem !== null && <ProblemNote problem={problem} />}
          <div class={layout.actions}>
            <Button look="primary" isOff={isCreating || mustWait} onClick={create}>
              {isCreating ? words.creating : words.again}
            </Button>
            <Button look="ghost" onClick={() => go(localPath("/", language), { replace: true })}>
              {words.home}
            </Button>
          </div>
        </div>
      </div>
    </FocusPage>
  );
}

type DestroyedWords = Words["room"]["destroyed"];

function titleOf({ reason, confirmed, wasAlone }: EndedView, words: DestroyedWords): string {
  if (confirmed.server && (confirmed.peer || wasAlone)) return words.title;
  if (reason === "timer_expired") return words.timeTitle;
  return confirmed.server ? words.serverTitle : words.hereTitle;
}

/** What is known, and no more: who ended it, and which place has not confirmed. */
function said(view: EndedView, words: DestroyedWords): readonly string[] {
  const { reason, by, confirmed, wasAlone } = view;
  const who =
    reason === "timer_expired" ? words.byTime : reason === "admin" ? words.admin : enders(words)[by];
  if (confirmed.server && wasAlone) return [who, words.alone];
  if (confirmed.server && confirmed.peer) return [who, words.all];
  // By its own clock a place deletes without a word of anybody.
  if (reason === "timer_expired") return [who, words.ownClocks];
  return [who, confirmed.server ? words.peerWaits : words.serverWaits];
}

const enders = ({ byMe, byPeer, byServer }: DestroyedWords) => ({
  me: byMe,
  peer: byPeer,
  server: byServer,
});
