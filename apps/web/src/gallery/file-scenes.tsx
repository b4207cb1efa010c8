import type { ConversationView, FileItem, MessageItem, TransferView } from "../models/views.ts";
import { SessionScreen } from "../pages/session/session-screen.tsx";
import { fakeFiles } from "./fake-files.ts";
import { fakeSession } from "./fake-session.ts";
import { conversation } from "./fixtures.ts";

const minute = 60_000;
const mb = 1_000_000;

/** Colours of a sunset, 8 × 8. */
const tiny = btoa(
  Array.from({ length: 64 }, (_, at) => {
    const down = Math.floor(at / 8) / 7;
    return String.fromCharCode(30 + 200 * down, 70 + 100 * down, 130 + 10 * down);
  }).join(""),
);

type Shown = {
  readonly fid: string;
  readonly by: "me" | "peer";
  readonly name: string;
  readonly size: number;
  readonly image?: readonly [number, number];
  readonly transfer: Partial<TransferView> & Pick<TransferView, "state">;
};

const item = ({ fid, by, name, size, image }: Shown, at: number, all: readonly Shown[]): MessageItem => ({
  kind: "message",
  key: `${by}:${fid}`,
  id: fid,
  by,
  at: Date.now() - (all.length - at) * minute,
  body: "",
  voice: null,
  isNotSentHere: false,
  file: {
    fid,
    name,
    size,
    mime: image === undefined ? "" : "image/jpeg",
    image: image === undefined ? null : { w: image[0], h: image[1], tiny },
  } satisfies FileItem,
  replyTo: null,
  reactions: { me: null, peer: null },
  delivery: by === "me" ? "delivered" : null,
  isPeersCopy: false,
});

const transfer = ({ fid, by, image, transfer: given }: Shown): TransferView => ({
  fid,
  way: by === "me" ? "going" : "coming",
  why: null,
  done: 0,
  isProgram: false,
  isSaved: false,
  isHere: by === "me" || given.state === "done",
  isPicture: image !== undefined && (by === "me" || given.state === "done"),
  ...given,
});

const scene =
  (
    shown: readonly Shown[],
    change: Parameters<typeof fakeFiles>[1] = {},
    view: Partial<ConversationView> = {},
  ) =>
  () => {
    const files = fakeFiles(shown.map(transfer), change);
    const conversed = {
      ...conversation,
      hasFiles: true,
      peer: { isHere: true, isTyping: false, name: "Jana" },
      items: shown.map(item),
      ...view,
    };
    return <SessionScreen model={fakeSession(conversed, null, files)} onAgain={() => undefined} />;
  };

const coming: readonly Shown[] = [
  { fid: "a", by: "peer", name: "sale-contract-v3.pdf", size: 2.4 * mb, transfer: { state: "offered" } },
  { fid: "b", by: "peer", name: "setup.exe", size: 48 * mb, transfer: { state: "offered", isProgram: true } },
  {
    fid: "c",
    by: "peer",
    name: "recording.mp4",
    size: 312 * mb,
    transfer: { state: "moving", done: 120 * mb },
  },
  {
    fid: "d",
    by: "peer",
    name: "archive.zip",
    size: 1_900 * mb,
    transfer: { state: "paused", done: 700 * mb },
  },
  { fid: "e", by: "peer", name: "notes.txt", size: 800, transfer: { state: "checking", done: 800 } },
  { fid: "f", by: "peer", name: "keys.pdf", size: 90_000, transfer: { state: "done" } },
  {
    fid: "g",
    by: "peer",
    name: "plan.zip",
    size: 400 * mb,
    transfer: { state: "done", isSaved: true, isHere: false },
  },
  { fid: "h", by: "peer", name: "broken.bin", size: 9 * mb, transfer: { state: "over", why: "broken" } },
];

const going: readonly Shown[] = [
  { fid: "i", by: "me", name: "answer.docx", size: 64_000, transfer: { state: "offered" } },
  {
    fid: "j",
    by: "me",
    name: "a very long name that goes on and on until it has to be cut somewhere, really.pdf",
    size: 3 * mb,
    transfer: { state: "connecting" },
  },
  {
    fid: "k",
    by: "me",
    name: "sale-contract-v3.pdf",
    size: 2.4 * mb,
    transfer: { state: "moving", done: 1.5 * mb },
  },
  { fid: "l", by: "me", name: "balcony.jpg", size: 1.1 * mb, transfer: { state: "done" } },
  { fid: "m", by: "me", name: "old.pdf", size: 700_000, transfer: { state: "over", why: "they-declined" } },
  { fid: "n", by: "me", name: "moved.mov", size: 80 * mb, transfer: { state: "over", why: "changed" } },
];

const pictures: readonly Shown[] = [
  {
    fid: "wide",
    by: "peer",
    name: "balcony.jpg",
    size: 1.1 * mb,
    image: [1280, 820],
    transfer: { state: "done" },
  },
  {
    fid: "soon",
    by: "peer",
    name: "kitchen.jpg",
    size: 2.1 * mb,
    image: [1600, 1000],
    transfer: { state: "offered" },
  },
  {
    fid: "tall",
    by: "me",
    name: "door.jpg",
    size: 0.8 * mb,
    image: [600, 1200],
    transfer: { state: "moving", done: 0.5 * mb },
  },
];

export const fileScenes = {
  "files-coming": scene(coming),
  "files-going": scene(going),
  "files-pictures": scene(pictures),
  "files-address": scene(
    [
      { fid: "o", by: "peer", name: "contract.pdf", size: 2 * mb, transfer: { state: "preparing" } },
      { fid: "p", by: "me", name: "answer.pdf", size: 2 * mb, transfer: { state: "preparing" } },
    ],
    { obstacle: "address-consent" },
  ),
  "files-no-path": scene(
    [{ fid: "q", by: "me", name: "contract.pdf", size: 9 * mb, transfer: { state: "paused", done: 3 * mb } }],
    { hasNoPath: true, notice: { id: 1, notice: "empty", name: "nothing.txt" } },
  ),
  "files-cannot": scene([], {}, { mayAttach: false }),
};
