import { fill, type Words } from "@chatorbit/i18n";
import { useId } from "preact/hooks";
import type { EndedView } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import text from "../../../ui/text.module.css";
import { useFormat, useWords } from "../../../words/words.tsx";
import styles from "./receipt.module.css";

type Row = readonly [name: string, value: string];
type ReceiptWords = Words["session"]["ended"]["receipt"];

/** What was, in numbers only, and what is known of its end. */
export function ReceiptCard({ view }: { readonly view: EndedView }) {
  const { receipt: words } = useWords("session").ended;
  const format = useFormat();
  const id = useId();
  const { receipt, wasAlone } = view;
  const talked: readonly Row[] = [
    [
      words.counted,
      fill(words.countedValue, {
        sent: format.number(receipt.sent),
        received: format.number(receipt.received),
      }),
    ],
    [words.words, receipt.wasVerified ? words.wordsYes : words.wordsNo],
  ];
  const server = serverText(view, words);
  const rows: readonly Row[] = [
    [words.messages, words.messagesValue],
    ...(wasAlone ? [] : talked),
    [
      words.ran,
      receipt.startedAt === null
        ? words.never
        : fill(words.ranValue, { from: format.time(receipt.startedAt), to: format.time(receipt.endedAt) }),
    ],
    ...(server === words.untold ? [] : [[words.code, words.codeValue] as const]),
    [words.device, fill(words.deviceValue, { time: format.timeToSecond(view.endedAt) })],
    ...(wasAlone ? [] : [[words.peer, peerText(view, words)] as const]),
    [words.server, server],
    ...(receipt.purgedBy === null ? [] : [[words.gone, format.date(receipt.purgedBy)] as const]),
  ];
  return (
    <section class={styles.receipt} aria-labelledby={id}>
      <div class={styles.head}>
        <h2 class={text.card} id={id}>
          {words.title}
        </h2>
        <span class={cx(text.caption, text.faint, text.numbers)}>{format.timeToSecond(receipt.endedAt)}</span>
      </div>
      <table>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class={styles.foot}>
        {!wasAlone && words.noProof} {words.foot}
      </p>
    </section>
  );
}

/** The other one ended it: heard from its device, or from the server, which hears it from nobody else. */
export const isByPeer = ({ by, reason }: EndedView): boolean => by !== "me" && reason === "manually_ended";

/** What is known of the other device. */
function peerText(view: EndedView, words: ReceiptWords): string {
  if (view.reason === "timer_expired") return words.ownClock;
  if (view.reason === "moved") return words.peerMoved;
  return isByPeer(view) ? words.peerEnded : words.peerHears;
}

function serverText({ reason, confirmed }: EndedView, words: ReceiptWords): string {
  if (confirmed.server) return words.told;
  return reason === "timer_expired" ? words.ownClock : words.untold;
}
