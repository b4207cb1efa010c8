import type { ComponentChildren } from "preact";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { Orbit } from "../../ui/orbit.tsx";
import { SiteHeader } from "../../ui/site-header.tsx";
import text from "../../ui/text.module.css";
import styles from "./plain-page.module.css";

type PlainPageProps = {
  readonly title: string;
  readonly lead: string;
  readonly children: ComponentChildren;
};

/** A page that says one thing and the ways out. */
export const PlainPage = ({ title, lead, children }: PlainPageProps) => (
  <div class={styles.page}>
    <SiteHeader />
    <main class={cx(styles.main, layout.page)}>
      <Orbit size="l" isOver />
      <h1 class={text.display} tabIndex={-1}>
        {title}
      </h1>
      <p class={text.lead}>{lead}</p>
      <div class={layout.actions}>{children}</div>
    </main>
  </div>
);
