import { fill } from "@chatorbit/i18n";
import type { CheckView, Way } from "../../../models/views.ts";
import { cx } from "../../../ui/cx.ts";
import { CheckIcon, CloseIcon } from "../../../ui/site-icons.tsx";
import { useFormat, useWords } from "../../../words/words.tsx";
import styles from "./ways.module.css";

type Named = CheckView["ways"][number];

/** A light for every way out: a mark, a word, the time, and the reason where it is dark. */
export const Ways = ({ ways }: Pick<CheckView, "ways">) => (
  <ul class={styles.ways}>
    {ways.map((one) => (
      <Light key={one.name} {...one} />
    ))}
  </ul>
);

function Light({ name, way }: Named) {
  const { ways: words } = useWords("check");
  return (
    <li class={cx(styles.way, styles[way.is])}>
      <span class={styles.mark}>
        {way.is === "open" && <CheckIcon />}
        {(way.is === "refused" || way.is === "unreachable") && <CloseIcon />}
      </span>
      <div>
        <p class={styles.name}>{words.names[name]}</p>
        <p class={styles.why}>
          <Why name={name} way={way} />
        </p>
      </div>
      <p class={styles.state}>
        {words.states[way.is]}
        {way.is === "open" && <Took ms={way.ms} />}
      </p>
    </li>
  );
}

function Why({ name, way }: Named) {
  const { ways: words } = useWords("check");
  switch (way.is) {
    case "refused":
      return <>{fill(words.refused[way.why], { code: way.code })}</>;
    case "unreachable":
      // Over TLS a certificate nobody trusts looks like silence.
      return (
        <>{words.unreachable[name === "turn-tls" && way.why === "no-answer" ? "no-answer-tls" : way.why]}</>
      );
    case "not-offered":
      return <>{words.notOffered}</>;
    default:
      return <>{words.about[name]}</>;
  }
}

function Took({ ms }: Pick<Extract<Way, { readonly is: "open" }>, "ms">) {
  const { ways: words } = useWords("check");
  const format = useFormat();
  const time =
    ms < 1_000
      ? fill(words.ms, { count: format.number(ms) })
      : fill(words.seconds, { count: format.number(Math.round(ms / 100) / 10) });
  return <span class={styles.time}>{time}</span>;
}
