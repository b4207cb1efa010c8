import styles from "./card.module.css";

export type Fact = { readonly name: string; readonly value: string };

/** A few named values in a row. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl class={styles.facts}>
    {facts.map(({ name, value }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
