import styles from "./brand.module.css";

/** The lockup as the way home. The name is drawn by the style sheet, so that no page carries it as script. */
export const Brand = ({ href, label }: { readonly href: string; readonly label: string }) => (
  <a class={styles.brand} href={href} aria-label={label}>
    <svg width="30" height="30" viewBox="0 0 48 48" fill="currentColor" aria-hidden="true">
      <path
        d="M39.97 18.19A17 17 0 0 1 18.19 39.97M8.03 29.81A17 17 0 0 1 29.81 8.03"
        fill="none"
        stroke="currentColor"
        stroke-width="3.25"
        stroke-linecap="round"
      />
      <circle cx="24" cy="24" r="5.25" />
      <circle class={styles.dot} cx="36.02" cy="11.98" r="4.5" />
      <circle cx="11.98" cy="36.02" r="4.5" />
    </svg>
    <span class={styles.name} />
  </a>
);
