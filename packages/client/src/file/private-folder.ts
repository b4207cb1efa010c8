/** A folder of the browser's own file system for what one page load receives; gone with it. */
import { claim } from "../web/claim.ts";

const root = "received";

const nameOf = (inst: string): string => `co:f:${inst}`;

export type PrivateFolder = {
  /** null where the browser has none, or none that can be written to from a page. */
  readonly get: () => Promise<FileSystemDirectoryHandle | null>;
  /** Removes one file of it, or all of it. */
  readonly remove: (name?: string) => void;
};

export function privateFolder(inst: string): PrivateFolder {
  let folder: Promise<FileSystemDirectoryHandle | null> | null = null;
  let release: (() => void) | null = null;

  async function open(): Promise<FileSystemDirectoryHandle | null> {
    const all = await receivedFolder();
    if (all === null) return null;
    release = await claim(nameOf(inst));
    return all.getDirectoryHandle(inst, { create: true });
  }

  void sweep(inst).catch(() => {});
  return {
    get: () => (folder ??= open()),
    remove(name) {
      if (folder === null) return;
      if (name !== undefined) {
        void folder.then((own) => own?.removeEntry(name)).catch(() => {});
        return;
      }
      void folder
        .then(() => receivedFolder())
        .then((all) => all?.removeEntry(inst, { recursive: true }))
        .catch(() => {})
        .finally(() => release?.());
    },
  };
}

async function receivedFolder(): Promise<FileSystemDirectoryHandle | null> {
  const isWritable =
    "FileSystemFileHandle" in globalThis && "createWritable" in FileSystemFileHandle.prototype;
  if (!isWritable || navigator.storage?.getDirectory === undefined) return null;
  const all = await navigator.storage.getDirectory();
  return all.getDirectoryHandle(root, { create: true });
}

/** What pages left behind that died: whose name nobody holds any more. */
async function sweep(inst: string): Promise<void> {
  const all = await receivedFolder();
  if (all === null) return;
  for await (const name of all.keys()) {
    const free = name === inst ? null : await claim(nameOf(name));
    if (free === null) continue;
    await all.removeEntry(name, { recursive: true }).catch(() => {});
    free();
  }
}
