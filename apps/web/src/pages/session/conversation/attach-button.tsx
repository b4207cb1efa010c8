import { useRef } from "preact/hooks";
import { IconButton } from "../../../ui/button.tsx";
import layout from "../../../ui/layout.module.css";
import { AttachIcon } from "../../../ui/session-icons.tsx";
import { useWords } from "../../../words/words.tsx";

type AttachButtonProps = {
  /** The other side can take files. */
  readonly mayAttach: boolean;
  /** With none: somebody tried where it cannot be. */
  readonly onFiles: (files: readonly File[]) => void;
};

/** Chooses files; phones offer their camera there too. */
export function AttachButton({ mayAttach, onFiles }: AttachButtonProps) {
  const { composer: words } = useWords("conversation");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton
        label={words.attach}
        {...(mayAttach ? {} : { "aria-disabled": "true" as const, "aria-description": words.cannotAttach })}
        onClick={() => (mayAttach ? input.current?.click() : onFiles([]))}
      >
        <AttachIcon />
      </IconButton>
      <input
        ref={input}
        class={layout.unseen}
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file may be chosen again.
          currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
