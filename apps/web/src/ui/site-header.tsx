import { localPath } from "../platform/language.ts";
import { useSpoken, useWords } from "../words/words.tsx";
import { Brand } from "./brand.tsx";
import { cx } from "./cx.ts";
import { LanguageSelect } from "./language-select.tsx";
import layout from "./layout.module.css";
import styles from "./site-header.module.css";

/** The head of every page that is not a conversation. */
export function SiteHeader({ current = null }: { readonly current?: "help" | "security" | null }) {
  const { language } = useSpoken();
  const { nav } = useWords("common");
  return (
    <header class={cx(styles.header, layout.page)}>
      <Brand href={localPath("/", language)} label={nav.home} />
      <nav class={styles.nav} aria-label={nav.label}>
        {(["help", "security"] as const).map((page) => (
          <a
            key={page}
            class={styles.link}
            href={localPath(`/${page}`, language)}
            {...(current === page ? { "aria-current": "page" as const } : {})}
          >
            {nav[page]}
          </a>
        ))}
        <LanguageSelect />
      </nav>
    </header>
  );
}
