import { fill, type Words } from "@chatorbit/i18n";
import { useEffect } from "preact/hooks";
import type { EndedView } from "../../../models/views.ts";
import { localPath } from "../../../platform/language.ts";
import { ButtonLink } from "../../../ui/button.tsx";
import { cx } from "../../../ui/cx.ts";
import layout from "../../../ui/layout.module.css";
import { Orbit } from "../../../ui/orbit.tsx";
import text from "../../../ui/text.module.css";
import { useSpoken, useWords } from "../../../words/words.tsx";
import { FocusGrid, FocusPage } from "../focus-page.tsx";
import { isByPeer, ReceiptCard } from "./receipt-card.tsx";

/** It is over: the receipt, and the way to start again. */
export function EndedScreen({ view }: { readonly view: EndedView }) {
  // Its code may come later than the moment: the focus comes with it.
  useEffect(() => document.querySelector<HTMLElement>("[data-focus-first]")?.focus(), []);
  const { ended: words } = useWords("session");
  const { language, format } = useSpoken();
  return (
    <FocusPage>
      <FocusGrid art={<ReceiptCard view={view} />} isArtBelow>
        <div class={cx(layout.stack, layout.l)}>
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
          <div class={layout.actions}>
            <ButtonLink look="primary" href={localPath("/", language)}>
              {words.again}
            </ButtonLink>
          </div>
        </div>
      </FocusGrid>
    </FocusPage>
  );
}

type EndedWords = Words["session"]["ended"];

/** What is known, and no more: nobody gets a proof that the other device wiped (TS7). */
function said(view: EndedView, words: EndedWords): readonly string[] {
  const { reason, by, confirmed, wasAlone } = view;
  // By its own clock a device ends without a word of the server.
  const waits = confirmed.server || reason === "timer_expired" ? [] : [words.serverWaits];
  if (wasAlone) return [aloneText(view, words), ...waits];
  const why = reason === "manually_ended" ? enders(words)[by] : words.reasons[reason];
  const start = [why, words.wiped, ...waits];
  if (reason === "timer_expired") return [...start, words.peerOwnClock];
  return reason === "moved" || isByPeer(view) ? start : [...start, words.peerHears];
}

function aloneText({ reason, by, confirmed }: EndedView, { reasons, byMe }: EndedWords): string {
  if (reason !== "manually_ended") return reasons[reason];
  // Until the server has answered, somebody may have come meanwhile.
  return by === "me" && !confirmed.server ? byMe : reasons.unused;
}

const enders = ({ byMe, byPeer, byPeerSaysServer }: EndedWords) => ({
  me: byMe,
  peer: byPeer,
  server: byPeerSaysServer,
});

function titleOf({ reason, by, confirmed, wasAlone }: EndedView, words: EndedWords): string {
  if (reason === "moved") return words.movedTitle;
  if (wasAlone) return words.unusedTitle;
  return by === "me" && !confirmed.server ? words.hereTitle : words.title;
}
