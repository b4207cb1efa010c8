import type { LegalDocument } from "@chatorbit/i18n";
import { DocumentPage } from "../../ui/document-page.tsx";
import { LegalText } from "../../ui/legal-text.tsx";
import { useFormat } from "../../words/words.tsx";

/** The page of a legal text. */
export const legalPage = (document: LegalDocument, path: string) =>
  function Legal() {
    const format = useFormat();
    return (
      <DocumentPage
        path={path}
        title={document.title}
        lead={format.date(Date.parse(document.updated))}
        contentsLabel={document.title}
        contents={[]}
      >
        <LegalText document={document} isPage />
      </DocumentPage>
    );
  };
