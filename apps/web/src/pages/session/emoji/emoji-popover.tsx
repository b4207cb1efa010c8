import { type Anchor, Popover } from "../../../ui/popover.tsx";
import { EmojiPanel } from "./late-emoji-panel.tsx";

type EmojiPopoverProps = {
  readonly title: string;
  readonly anchor: Anchor;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
};

/** The emoji panel over the composer. */
export const EmojiPopover = ({ title, anchor, onPick, onClose }: EmojiPopoverProps) => (
  <Popover label={title} role="dialog" anchor={anchor} onClose={onClose}>
    <EmojiPanel onPick={onPick} />
  </Popover>
);
