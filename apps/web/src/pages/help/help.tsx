import { cx } from "../../ui/cx.ts";
import { DocumentPage } from "../../ui/document-page.tsx";
import layout from "../../ui/layout.module.css";
import { ChevronDownIcon } from "../../ui/site-icons.tsx";
import text from "../../ui/text.module.css";
import { useWords } from "../../words/words.tsx";
import styles from "./help.module.css";

/** Questions and answers, everything on one page. */
export function Help() {
  const { title, lead, contents, sections } = useWords("help");
  const parts = Object.entries(sections);
  return (
    <DocumentPage
      path="/help"
      current="help"
      title={title}
      lead={lead}
      contentsLabel={contents}
      contents={parts.map(([id, part]) => ({ id, title: part.title }))}
    >
      {parts.map(([id, part], index) => (
        <section key={id} id={id} class={cx(layout.stack, layout.m)}>
          <h2 class={text.section}>{part.title}</h2>
          <div class={styles.questions}>
            {Object.entries(part.questions).map(([key, { q, a }], at) => (
              <details key={key} open={index === 0 && at === 0}>
                <summary>
                  {q}
                  <ChevronDownIcon />
                </summary>
                <p>{a}</p>
              </details>
            ))}
          </div>
        </section>
      ))}
    </DocumentPage>
  );
}
