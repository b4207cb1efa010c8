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
    <table class={styles.table}>
      <thead>
        <tr>
          <th scope="col">{sees.what}</th>
          <th scope="col">{sees.session}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(sees.rows).map(([key, { what, value }]) => {
          const isSeen = seen.has(key);
          return (
            <tr key={key}>
              <th scope="row">{what}</th>
              <td>
                <span class={styles.seen}>
                  {isSeen ? (
                    <EyeIcon size="s" class={text.warning} />
                  ) : (
                    <EyeOffIcon size="s" class={text.positive} />
                  )}
                  <span>
                    <span class={layout.unseen}>{isSeen ? canSee : cannotSee}</span>
                    {value}
                  </span>
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

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
