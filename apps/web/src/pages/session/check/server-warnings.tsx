import { fill } from "@chatorbit/i18n";
import type { CheckView } from "../../../models/views.ts";
import { Note } from "../../../ui/note.tsx";
import { useWords } from "../../../words/words.tsx";
import styles from "./ways.module.css";

type ServerWarningsProps = Pick<CheckView, "warnings" | "families">;

/** What the server said about its own list, and what it means on this device. */
export function ServerWarnings({ warnings, families }: ServerWarningsProps) {
  const { warnings: words } = useWords("check");
  return (
    <Note tone="warn">
      <b>{words.title}</b>
      <ul class={styles.warnings}>
        {warnings.map(({ code, url = "" }) => (
          <li key={`${code} ${url}`}>
            {fill(words[code], { url })} {code !== "unroutable" && <Here code={code} families={families} />}
          </li>
        ))}
      </ul>
    </Note>
  );
}

type HereProps = Pick<CheckView, "families"> & { readonly code: "only-ipv4" | "only-ipv6" };

/** A browser hides addresses until a device was allowed; without one nothing is claimed. */
function Here({ code, families }: HereProps) {
  const { warnings: words } = useWords("check");
  if (families.length === 0) return null;
  const [family, name] = code === "only-ipv4" ? (["ipv4", "IPv4"] as const) : (["ipv6", "IPv6"] as const);
  return <>{fill(families.includes(family) ? words.fits : words.misses, { family: name })}</>;
}
