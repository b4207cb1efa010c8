import { useEffect, useState } from "preact/hooks";
import { chooseTheme, chosenTheme, type Theme, themes } from "../platform/theme.ts";
import { useWords } from "../words/words.tsx";
import { MonitorIcon, MoonIcon, SunIcon } from "./site-icons.tsx";
import styles from "./theme-switch.module.css";
import { moveInGroup } from "./radio-keys.ts";

const icons = { system: MonitorIcon, dark: MoonIcon, light: SunIcon };

/** System, dark or light. */
export function ThemeSwitch() {
  const words = useWords("common").theme;
  const [chosen, choose] = useState<Theme>("system");
  useEffect(() => choose(chosenTheme()), []);
  return (
    <div class={styles.switch} role="radiogroup" aria-label={words.label} onKeyDown={moveInGroup}>
      {themes.map((theme) => {
        const Shape = icons[theme];
        return (
          <button
            key={theme}
            type="button"
            role="radio"
            aria-checked={theme === chosen}
            aria-label={words[theme]}
            title={words[theme]}
            tabIndex={theme === chosen ? 0 : -1}
            onClick={() => {
              choose(theme);
              chooseTheme(theme);
            }}
          >
            <Shape />
          </button>
        );
      })}
    </div>
  );
}
