import type { ComponentChildren } from "preact";
import { cx } from "./cx.ts";
import styles from "./document-page.module.css";
import layout from "./layout.module.css";
import { SiteFooter } from "./site-footer.tsx";
import { SiteHeader } from "./site-header.tsx";
import text from "./text.module.css";

type DocumentPageProps = {
  readonly path: string;
  readonly current?: "help" | "security";
  readonly title: string;
  readonly lead: ComponentChildren;
  readonly contentsLabel: string;
  readonly contents: readonly { readonly id: string; readonly title: string }[];
  readonly children: ComponentChildren;
};

/** A page to read: a sentence, its parts, and a way to each of them. Works without script. */
export const DocumentPage = ({
  path,
  current,
  title,
  lead,
  contentsLabel,
  contents,
  children,
}: DocumentPageProps) => (
  <div class={styles.page}>
    <SiteHeader current={current ?? null} />
    <main class={cx(styles.main, layout.page)}>
      <nav class={styles.contents} aria-label={contentsLabel}>
        {contents.map((part) => (
          <a key={part.id} href={`#${part.id}`}>
            {part.title}
          </a>
        ))}
      </nav>
      <div class={styles.body}>
        <div class={cx(layout.stack, layout.s)}>
          <h1 class={text.display} tabIndex={-1}>
            {title}
          </h1>
          <p class={text.lead}>{lead}</p>
        </div>
        {children}
      </div>
    </main>
    <SiteFooter path={path} />
  </div>
);
