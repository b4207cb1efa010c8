import type { ComponentChildren } from "preact";
import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { SiteHeader } from "../../ui/site-header.tsx";
import styles from "./focus-page.module.css";

type FocusPageProps = {
  /** The bar of a running session; without one the page has the site's head. */
  readonly bar?: ComponentChildren;
  readonly below?: ComponentChildren;
  readonly children: ComponentChildren;
};

/** A page about one thing, start-aligned, with the orbit as its picture. */
export const FocusPage = ({ bar, below, children }: FocusPageProps) => (
  <div class={styles.page}>
    {bar ?? <SiteHeader />}
    {below}
    <main class={cx(styles.main, layout.page)}>{children}</main>
  </div>
);

type FocusGridProps = {
  readonly art: ComponentChildren;
  /** The picture is narrow, the text takes the rest. */
  readonly isWide?: boolean;
  /** On phones it comes after the text. */
  readonly isArtBelow?: boolean;
  readonly children: ComponentChildren;
};

/** Text at the start, its picture at the end; on phones the picture first. */
export const FocusGrid = ({ art, isWide = false, isArtBelow = false, children }: FocusGridProps) => (
  <div class={cx(styles.grid, isWide && styles.wide)}>
    {children}
    <div class={isArtBelow ? undefined : styles.art}>{art}</div>
  </div>
);
