import { cx } from "../../ui/cx.ts";
import layout from "../../ui/layout.module.css";
import { Orbit } from "../../ui/orbit.tsx";
import text from "../../ui/text.module.css";
import { useWords } from "../../words/words.tsx";
import { FocusPage } from "./focus-page.tsx";

/** The moment before anything is known. */
export function OpeningScreen() {
  const words = useWords("session");
  return (
    <FocusPage>
      <div class={cx(layout.stack, layout.m)} role="status">
        <Orbit size="l" me="in" turns="slow" />
        <h1 class={text.hero} tabIndex={-1} data-focus-first>
          {words.opening}
        </h1>
      </div>
    </FocusPage>
  );
}
