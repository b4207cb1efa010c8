import type { FilesModel, FilesView, TransferView } from "../models/views.ts";
import { drawnPicture } from "./drawn-picture.ts";

/** Files that answer to the face alone: nothing is sent, and the pictures are drawn. */
export function fakeFiles(transfers: readonly TransferView[], change: Partial<FilesView> = {}): FilesModel {
  const pictures = new Map<string, Blob>();
  for (const { fid, isPicture } of transfers)
    if (isPicture)
      void drawnPicture(fid === "tall" ? [600, 1200] : [1280, 820]).then((blob) => arrive(fid, blob));
  let view: FilesView = {
    transfers: new Map(transfers.map((one) => [one.fid, one])),
    obstacle: null,
    hasNoPath: false,
    notice: null,
    ...change,
  };
  const listeners = new Set<() => void>();
  const show = (next: Partial<FilesView>) => {
    view = { ...view, ...next };
    for (const heard of listeners) heard();
  };
  const arrive = (fid: string, blob: Blob) => {
    pictures.set(fid, blob);
    show({});
  };
  const turn = (fid: string, to: Partial<TransferView>) => {
    const one = view.transfers.get(fid);
    if (one !== undefined) show({ transfers: new Map(view.transfers).set(fid, { ...one, ...to }) });
  };
  return {
    snapshot: () => view,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
    accept: (fid) => turn(fid, { state: "moving" }),
    decline: (fid) => turn(fid, { state: "over", why: "declined" }),
    cancel: (fid) => turn(fid, { state: "over", why: "cancelled" }),
    agreeExposure: () => show({ obstacle: null }),
    reconnect: () => show({ hasNoPath: false }),
    save: () => undefined,
    blobOf: (fid) => pictures.get(fid) ?? null,
  };
}
