import type { ColorName } from "./tokens.ts";

/** Foregrounds, the grounds they stand on, and the contrast that takes (4.5 text, 3 controls). */
export type Pairs = {
  readonly on: readonly ColorName[];
  readonly text: readonly ColorName[];
  readonly least: number;
};

const grounds = [
  "bg",
  "surface",
  "surface-raised",
  "surface-sunken",
  "canvas",
  "surface-hover",
  "surface-selected",
] as const;
const senders = [
  "sender-1",
  "sender-2",
  "sender-3",
  "sender-4",
  "sender-5",
  "sender-6",
  "sender-7",
  "sender-8",
] as const;

/** Every pair of colours that occurs. A new one is added here before it is used. */
export const pairs: readonly Pairs[] = [
  { text: ["text", "text-muted", "text-faint", "accent-text"], on: grounds, least: 4.5 },
  { text: ["text", "text-muted", "accent-text"], on: ["accent-soft"], least: 4.5 },
  { text: ["text"], on: ["warning-soft", "danger-soft", "positive-soft"], least: 4.5 },
  {
    text: ["warning", "danger", "positive"],
    on: ["bg", "surface", "surface-raised", "canvas", "surface-hover"],
    least: 4.5,
  },
  { text: ["danger"], on: ["bubble-peer", "surface-sunken"], least: 4.5 },
  { text: ["on-accent"], on: ["accent", "accent-hover", "accent-press"], least: 4.5 },
  { text: ["on-danger"], on: ["danger-fill"], least: 4.5 },
  { text: ["on-danger-soft"], on: ["danger-soft"], least: 4.5 },
  { text: ["on-warning-soft"], on: ["warning-soft"], least: 4.5 },
  { text: ["on-positive-soft"], on: ["positive-soft"], least: 4.5 },
  { text: ["warning"], on: ["warning-soft"], least: 4.5 },
  { text: ["danger"], on: ["danger-soft"], least: 4.5 },
  { text: ["positive"], on: ["positive-soft"], least: 4.5 },
  { text: ["on-own", "own-meta", "own-accent"], on: ["bubble-own", "own-inset"], least: 4.5 },
  { text: ["on-peer", "peer-meta", "accent-text"], on: ["bubble-peer", "peer-inset"], least: 4.5 },
  { text: senders, on: ["bubble-peer", "peer-inset", "surface", "surface-selected"], least: 4.5 },
  { text: ["avatar-ink"], on: senders, least: 4.5 },
  { text: ["qr-ink"], on: ["qr-paper"], least: 4.5 },
  {
    text: ["line-strong", "focus"],
    on: ["bg", "surface", "surface-raised", "surface-sunken"],
    least: 3,
  },
];
