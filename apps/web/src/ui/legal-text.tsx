import type { LegalDocument } from "@chatorbit/i18n";
import { cx } from "./cx.ts";
import styles from "./legal-text.module.css";

type LegalTextProps = {
  readonly document: LegalDocument;
  /** On its own page the headings stand one level higher and larger. */
  readonly isPage?: boolean;
};

/** The sections of a legal text. */
export const LegalText = ({ document, isPage = false }: LegalTextProps) => {
  const Heading = isPage ? "h2" : "h3";
  return (
    <div class={cx(styles.text, !isPage && styles.small)}>
      {document.intro.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {document.sections.map(({ heading, paragraphs }) => (
        <>
          <Heading key={heading}>{heading}</Heading>
          {paragraphs.map((paragraph) =>
            typeof paragraph === "string" ? (
              <p key={paragraph}>{paragraph}</p>
            ) : (
              <ul key={paragraph.list[0]}>
                {paragraph.list.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ),
          )}
        </>
      ))}
    </div>
  );
};
