import type { Words } from "@chatorbit/i18n";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FileItem, FilesModel } from "../../../models/views.ts";
import styles from "./file.module.css";
import { drawTiny } from "./tiny.ts";
import { useBlobUrl } from "./use-blob-url.ts";
import { ImageViewer } from "./image-viewer.tsx";

type ImageFrameProps = {
  readonly file: FileItem;
  /** The picture, once it may be shown. */
  readonly blob: Blob | null;
  readonly open: { readonly label: string; readonly words: Words["file"]; readonly files: FilesModel } | null;
};

/** A picture in its bubble. Its place is there before it is, in its colours. */
export function ImageFrame({ file, blob, open }: ImageFrameProps) {
  const url = useBlobUrl(blob);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hasFailed, fail] = useState(false);
  const [isOpen, show] = useState(false);
  const image = file.image ?? { w: 1, h: 1, tiny: null };
  useEffect(() => {
    if (canvas.current !== null && image.tiny !== null) drawTiny(canvas.current, image.tiny);
  }, [image.tiny]);
  // Very flat or very high ones would leave no room to press, or for anything else.
  const ratio = Math.min(4, Math.max(0.5, image.w / image.h));
  return (
    <>
      <button
        type="button"
        class={styles.frame}
        aria-label={open?.label ?? file.name}
        aria-disabled={open === null}
        onClick={() => open !== null && show(true)}
      >
        <svg viewBox={`0 0 ${Math.round(1000 * ratio)} 1000`} aria-hidden="true" />
        <canvas ref={canvas} width={8} height={8} aria-hidden="true" />
        {url !== null && !hasFailed && (
          <img src={url} alt="" draggable={false} decoding="async" onError={() => fail(true)} />
        )}
      </button>
      {hasFailed && open !== null && <p class={styles.ask}>{open.words.image.cannot}</p>}
      {isOpen && open !== null && (
        <ImageViewer fid={file.fid} words={open.words} files={open.files} onClose={() => show(false)} />
      )}
    </>
  );
}
