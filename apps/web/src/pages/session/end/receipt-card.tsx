import { fill } from "@chatorbit/i18n";
import { useId } from "preact/hooks";
import type { EndedView } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import text from "../../../ui/text.module.css";
import { useFormat, useWords } from "../../../words/words.tsx";
import styles from "./receipt.module.css";

/** What was, in numbers only, and what is proved about its end. */
export function ReceiptCard({ view }: { readonly view: EndedView }) {
  const { receipt: words } = useWords("session").ended;
  const format = useFormat();
  const id = useId();
  const { receipt, confirmed } = view;
  const proof = (isConfirmed: boolean) => (isConfirmed ? words.confirmed : words.unconfirmed);
  const rows: readonly (readonly [string, string])[] = [
    [words.messages, words.messagesValue],
    [
      words.counted,
      fill(words.countedValue, {
        sent: format.number(receipt.sent),
        received: format.number(receipt.received),
      }),
    ],
    [
      words.ran,
      receipt.startedAt === null
        ? words.never
        : fill(words.ranValue, { from: format.time(receipt.startedAt), to: format.time(receipt.endedAt) }),
    ],
    [words.words, receipt.wasVerified ? words.wordsYes : words.wordsNo],
    [words.code, words.codeValue],
    [words.device, fill(words.deviceValue, { time: format.timeToSecond(view.endedAt) })],
    [words.peer, proof(confirmed.peer)],
    [words.server, proof(confirmed.server)],
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
      <p class={styles.foot}>{words.foot}</p>
    </section>
  );
}
