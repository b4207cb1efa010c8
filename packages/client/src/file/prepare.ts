/** Makes of a chosen file what goes out. */
import type { FileFace } from "@chatorbit/engine";

export type Prepared = {
  /** What is sealed and sent, under its type. */
  readonly bytes: Blob;
  readonly name: string;
  readonly image: FileFace["image"];
};

export type Prepare = (file: File) => Promise<Prepared>;

/** As it is. */
export const asItIs: Prepare = async (file) => ({ bytes: file, name: file.name, image: null });
