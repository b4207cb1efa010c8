import { fill, type Words } from "@chatorbit/i18n";
import { useEffect, useState } from "preact/hooks";
import type { FilesModel } from "../../../models/views.ts";
import { useModel } from "../../../use-model.ts";
import { useLateWords, useWords } from "../../../words/words.tsx";
import { useConversation } from "../conversation/conversation-context.ts";
import { useSession } from "../session-context.ts";
import styles from "./file.module.css";

type FileDropProps = {
  /** The other side can take files. */
  readonly mayAttach: boolean;
  /** Why the last try came to nothing; another object with each try. */
  readonly hitch: { readonly is: "cannot" | "lost" } | null;
  readonly onFiles: (files: readonly File[]) => void;
};

/** Files dragged onto the page are offered; and what could not be offered is said above the message field. */
export function FileDrop({ mayAttach, hitch, onFiles }: FileDropProps) {
  const words = useLateWords("file");
  const { composer } = useWords("conversation");
  const { peerInside } = useConversation();
  const files = useSession().files();
  const isOver = useDrop(mayAttach, onFiles);
  if (words === null) return null;
  return (
    <>
      {isOver && (
        <div class={styles.drop} aria-hidden="true">
          <b>{fill(words.drop, { inside: peerInside })}</b>
          <span>{words.dropMany}</span>
        </div>
      )}
      {hitch !== null && (
        <Hitch text={hitch.is === "lost" ? words.lost : composer.cannotAttach} hitch={hitch} />
      )}
      {files !== null && <Notices words={words} files={files} />}
    </>
  );
}

/** A word that no bubble can hold is shown this long, ms. */
const shownMs = 8_000;

function Notices({ words, files }: { readonly words: Words["file"]; readonly files: FilesModel }) {
  const { notice } = useModel(files);
  return (
    <Hitch
      text={notice === null ? "" : fill(words.notices[notice.notice], { name: notice.name })}
      hitch={notice}
    />
  );
}

/** Said once for each `hitch`. */
function Hitch({ text, hitch }: { readonly text: string; readonly hitch: object | null }) {
  const [seen, see] = useState<object | null>(null);
  useEffect(() => {
    if (hitch === null) return undefined;
    const timer = setTimeout(() => see(hitch), shownMs);
    return () => clearTimeout(timer);
  }, [hitch]);
  return (
    <p class={styles.notice} role="status">
      {hitch !== seen && text}
    </p>
  );
}

/** Whether files hang over the page. A page that does not take them must not be replaced by them either. */
function useDrop(mayAttach: boolean, onFiles: FileDropProps["onFiles"]): boolean {
  const [isOver, hang] = useState(false);
  useEffect(() => {
    let depth = 0;
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") === true;
    const listen = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = mayAttach ? "copy" : "none";
      if (event.type === "dragenter") depth += 1;
      if (event.type === "dragleave") depth -= 1;
      if (event.type === "drop") depth = 0;
      hang(mayAttach && depth > 0);
      if (event.type !== "drop") return;
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    const kinds = ["dragenter", "dragover", "dragleave", "drop"] as const;
    for (const kind of kinds) addEventListener(kind, listen);
    return () => {
      for (const kind of kinds) removeEventListener(kind, listen);
    };
  }, [mayAttach]);
  return isOver;
}
