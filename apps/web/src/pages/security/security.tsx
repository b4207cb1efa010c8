import { cx } from "../../ui/cx.ts";
import { DocumentPage } from "../../ui/document-page.tsx";
import layout from "../../ui/layout.module.css";
import { EyeIcon, EyeOffIcon } from "../../ui/site-icons.tsx";
import text from "../../ui/text.module.css";
import { useWords } from "../../words/words.tsx";
import styles from "./security.module.css";

/** Rows of the first table the server can see something of. */
const seen: ReadonlySet<string> = new Set(["when", "address", "after"]);

/** What is protected and what is not, in plain words. */
export function Security() {
  const words = useWords("security");
  const parts = ["sees", "who", "promise", "keys"] as const;
  return (
    <DocumentPage
      path="/security"
      current="security"
      title={words.title}
      lead={words.lead}
      contentsLabel={words.contents}
      contents={parts.map((id) => ({ id, title: words[id].title }))}
    >
      <section id="sees" class={cx(layout.stack, layout.m)}>
        <h2 class={text.section}>{words.sees.title}</h2>
        <SeesTable />
      </section>
      <section id="who" class={cx(layout.stack, layout.m)}>
        <h2 class={text.section}>{words.who.title}</h2>
        <WhoTable />
      </section>
      <section id="promise" class={cx(layout.stack, layout.m)}>
        <h2 class={text.section}>{words.promise.title}</h2>
        <ul class={styles.plain}>
          {Object.values(words.promise.list).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <section id="keys" class={cx(layout.stack, layout.m)}>
        <h2 class={text.section}>{words.keys.title}</h2>
        <p class={styles.read}>{words.keys.text}</p>
      </section>
    </DocumentPage>
  );
}

function SeesTable() {
  const { sees, canSee, cannotSee } = useWords("security");
  return (
    <table class={cx(styles.table, styles.cards)}>
      <thead>
        <tr>
          <th scope="col">{sees.what}</th>
          <th scope="col">{sees.session}</th>
          <th scope="col">{sees.room}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(sees.rows).map(([key, { what, value, room }]) => {
          const isSeen = seen.has(key);
          const said = (name: string, text: string) => (
            <td data-name={name}>
              <Seen isSeen={isSeen} label={isSeen ? canSee : cannotSee} text={text} />
            </td>
          );
          return (
            <tr key={key}>
              <th scope="row">{what}</th>
              {said(sees.session, value)}
              {said(sees.room, room)}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

type SeenProps = { readonly isSeen: boolean; readonly label: string; readonly text: string };

const Seen = ({ isSeen, label, text: value }: SeenProps) => (
  <span class={styles.seen}>
    {isSeen ? <EyeIcon size="s" class={text.warning} /> : <EyeOffIcon size="s" class={text.positive} />}
    <span>
      <span class={layout.unseen}>{label}</span>
      {value}
    </span>
  </span>
);

function WhoTable() {
  const { who } = useWords("security");
  return (
    <table class={cx(styles.table, styles.cards)}>
      <thead>
        <tr>
          <th scope="col">{who.who}</th>
          <th scope="col">{who.can}</th>
          <th scope="col">{who.cannot}</th>
        </tr>
      </thead>
      <tbody>
        {Object.values(who.rows).map((row) => (
          <tr key={row.who}>
            <th scope="row">{row.who}</th>
            <td data-name={who.can}>{row.can}</td>
            <td data-name={who.cannot}>{row.cannot}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
