import { fill, type Format, type Words } from "@chatorbit/i18n";
import type { FileItem, FilesView, TransferView } from "../../../models/views.ts";
import { sizeOf } from "./size.ts";

type Names = { readonly name: string; readonly inside: string };

/** Where a file stands, in words. */
export function stateOf(
  { size }: FileItem,
  transfer: TransferView | null,
  { obstacle }: Pick<FilesView, "obstacle">,
  words: Words["file"],
  format: Format,
  names: Names,
): string {
  const whole = sizeOf(size, format);
  if (transfer === null) return `${whole} · ${words.gone}`;
  const { state, way, why, done } = transfer;
  if (state === "over") return fill(why === null ? words.gone : words.why[why], names);
  const isMoving = state === "moving" || state === "paused";
  const amount = isMoving ? fill(words.part, { done: sizeOf(done, format), size: whole }) : whole;
  if (state === "preparing" && obstacle === "servers") return `${amount} · ${words.servers}`;
  if (state === "done" && transfer.isSaved) return `${amount} · ${words.saved}`;
  return `${amount} · ${fill(words.states[way][state], names)}`;
}
