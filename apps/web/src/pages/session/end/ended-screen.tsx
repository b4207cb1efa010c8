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
import { ReceiptCard } from "./receipt-card.tsx";

/** It is over: the receipt, and the way to start again. */
export function EndedScreen({ view }: { readonly view: EndedView }) {
  // Its code may come later than the moment: the focus comes with it.
  useEffect(() => document.querySelector<HTMLElement>("[data-focus-first]")?.focus(), []);
  const { ended: words } = useWords("session");
  const { language, format } = useSpoken();
  const { reason, confirmed, next } = view;
  const isAlone = reason === "unused" || view.receipt.startedAt === null;
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
              {fill(words.reasons[reason], { time: format.time(view.endedAt) })} {words.wiped}{" "}
              {!isAlone && peerText(view, words)} {!confirmed.server && words.serverUnconfirmed}
            </p>
          </div>
          <div class={layout.actions}>
            {next !== null && (
              <ButtonLink look="primary" href={next}>
                {words.goOn}
              </ButtonLink>
            )}
            <ButtonLink look={next === null ? "primary" : "outline"} href={localPath("/", language)}>
              {words.again}
            </ButtonLink>
          </div>
        </div>
      </FocusGrid>
    </FocusPage>
  );
}

type EndedWords = Words["session"]["ended"];

/** What is known of the other device. */
function peerText({ confirmed }: EndedView, words: EndedWords): string {
  if (confirmed.peer) return words.peerConfirmed;
  return confirmed.server ? words.onlyServerConfirmed : words.peerUnconfirmed;
}

function titleOf({ reason, confirmed }: EndedView, words: EndedWords): string {
  if (reason === "moved") return words.movedTitle;
  if (reason === "unused") return words.unusedTitle;
  if (!confirmed.server) return words.hereTitle;
  return confirmed.peer ? words.bothTitle : words.serverTitle;
}
