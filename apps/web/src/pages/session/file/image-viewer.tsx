import { fill, type Words } from "@chatorbit/i18n";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { FileItem, FilesModel, Item } from "../../../models/views.ts";
import { IconButton } from "../../../ui/button.tsx";
import { DownloadIcon, NextIcon, PreviousIcon } from "../../../ui/file-icons.tsx";
import { CloseIcon } from "../../../ui/site-icons.tsx";
import { useWords } from "../../../words/words.tsx";
import { useSession } from "../session-context.ts";
import { useBlobUrl } from "./use-blob-url.ts";
import styles from "./image-viewer.module.css";

type ImageViewerProps = {
  readonly fid: string;
  readonly words: Words["file"];
  readonly files: FilesModel;
  readonly onClose: () => void;
};

/** Pictures of the conversation over the whole page: arrows go on, Escape closes. */
export function ImageViewer({ fid: first, words, files, onClose }: ImageViewerProps) {
  const { actions } = useWords("common");
  const { snapshot } = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const [fid, show] = useState(first);
  const view = snapshot();
  const pictures = view.screen === "conversation" ? view.items.flatMap((item) => pictureOf(item, files)) : [];
  const at = pictures.findIndex((one) => one.fid === fid);
  const picture = pictures[at];
  const url = useBlobUrl(files.blobOf(fid));
  const go = (step: number) => {
    const next = pictures[at + step];
    if (next !== undefined) show(next.fid);
  };
  useLayoutEffect(() => {
    const returnTo = document.activeElement;
    dialog.current?.showModal();
    return () => {
      dialog.current?.close();
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
    };
  }, []);
  useEffect(() => {
    if (picture === undefined) onClose();
  }, [picture === undefined]);
  if (picture === undefined) return null;
  return (
    <dialog
      ref={dialog}
      class={styles.viewer}
      aria-label={fill("{title}: {name}", { title: words.image.title, name: picture.name })}
      onCancel={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "ArrowRight") go(1);
        if (event.key === "ArrowLeft") go(-1);
      }}
      onClick={({ target }) => target === dialog.current && onClose()}
    >
      <div class={styles.top}>
        <bdi class={styles.name}>{picture.name}</bdi>
        <IconButton
          label={fill(words.saveName, { name: picture.name })}
          onClick={() => files.save(picture.fid)}
        >
          <DownloadIcon size="l" />
        </IconButton>
        <IconButton label={actions.close} autofocus onClick={onClose}>
          <CloseIcon size="l" />
        </IconButton>
      </div>
      {url !== null && (
        <img
          class={styles.picture}
          src={url}
          alt={picture.name}
          width={picture.image?.w}
          height={picture.image?.h}
          onClick={({ target }) => target === dialog.current && onClose()}
        />
      )}
      {at > 0 && (
        <IconButton class={styles.previous} label={words.image.previous} onClick={() => go(-1)}>
          <PreviousIcon size="l" />
        </IconButton>
      )}
      {at < pictures.length - 1 && (
        <IconButton class={styles.next} label={words.image.next} onClick={() => go(1)}>
          <NextIcon size="l" />
        </IconButton>
      )}
    </dialog>
  );
}

/** A picture that is here and may be shown. */
function pictureOf(item: Item, files: FilesModel): readonly FileItem[] {
  if (item.kind !== "message" || item.file === null || item.file.image === null) return [];
  const transfer = files.snapshot().transfers.get(item.file.fid);
  const isHere = transfer?.isPicture === true && (item.by === "me" || transfer.state === "done");
  return isHere ? [item.file] : [];
}
