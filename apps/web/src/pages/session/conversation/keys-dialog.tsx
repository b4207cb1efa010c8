import { Dialog } from "../../../ui/dialog.tsx";
import { useWords } from "../../../words/words.tsx";
import styles from "./keys-dialog.module.css";

const keys = {
  send: "Enter",
  newline: "Shift Enter",
  move: "↑ ↓",
  reply: "R",
  react: "E",
  copy: "C",
  remove: "Del",
  regions: "F6",
  mute: "M",
  camera: "V",
  share: "S",
  info: "Ctrl .",
  sheet: "Ctrl /",
  escape: "Esc",
} as const;

/** Every key of the conversation. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { keys: words } = useWords("conversation");
  return (
    <Dialog title={words.title} onClose={onClose}>
      <dl class={styles.keys}>
        {(Object.keys(keys) as (keyof typeof keys)[]).map((key) => (
          <div key={key}>
            <dt>{words[key]}</dt>
            <dd>
              <kbd>{keys[key]}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
