import { isLanguage, languageCodes, languages } from "@chatorbit/i18n";
import { useSpoken, useWords } from "../words/words.tsx";
import styles from "./language-select.module.css";
import { GlobeIcon } from "./site-icons.tsx";

/** Every language by its own name. Needs script; the footer's links do without. */
export function LanguageSelect() {
  const { language, speak } = useSpoken();
  const { nav } = useWords("common");
  return (
    <span class={styles.box}>
      <GlobeIcon />
      <select
        aria-label={nav.language}
        value={language}
        onChange={({ currentTarget: { value } }) => {
          if (isLanguage(value)) speak(value);
        }}
      >
        {languageCodes.map((code) => (
          <option key={code} value={code} lang={code} selected={code === language}>
            {languages[code].name}
          </option>
        ))}
      </select>
    </span>
  );
}
