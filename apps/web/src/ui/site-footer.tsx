import { languageCodes, languages } from "@chatorbit/i18n";
import { localPath } from "../platform/language.ts";
import { useSpoken, useWords } from "../words/words.tsx";
import { cx } from "./cx.ts";
import layout from "./layout.module.css";
import styles from "./site-footer.module.css";
import { ThemeSwitch } from "./theme-switch.tsx";

const pages = {
  help: "/help",
  security: "/security",
  privacy: "/privacy-policy",
  terms: "/terms-of-service",
} as const;

/** The foot of every page that is not a conversation. `path` is the page's own, without its language. */
export function SiteFooter({ path }: { readonly path: string }) {
  const { language } = useSpoken();
  const { foot } = useWords("common");
  const others = languageCodes.filter((code) => code !== language);
  return (
    <footer class={cx(styles.footer, layout.page)}>
      <nav class={styles.links} aria-label={foot.label}>
        {(Object.keys(pages) as (keyof typeof pages)[]).map((page) => (
          <a key={page} href={localPath(pages[page], language)}>
            {foot[page]}
          </a>
        ))}
        {others.map((code) => (
          <a key={code} href={localPath(path, code)} lang={code} hreflang={code} rel="alternate">
            {languages[code].name}
          </a>
        ))}
      </nav>
      <div class={styles.theme}>
        <ThemeSwitch />
      </div>
      <p class={styles.line}>{foot.line}</p>
    </footer>
  );
}
