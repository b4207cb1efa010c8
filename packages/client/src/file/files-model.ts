/** The screen of files: the state as a view, the person's acts as inputs. */
import { newUuid, toBase64 } from "@chatorbit/crypto";
import { cleanName, type FilesAct, largestFile } from "@chatorbit/engine/files";
import type { FileBody } from "@chatorbit/engine";
import type { Role } from "@chatorbit/protocol";
import type { FileNotice, FilesModel, FilesView } from "../models/file-view.ts";
import type { Beside } from "../models/seam.ts";
import type { Ports } from "../ports.ts";
import { type AroundFiles, startFiles } from "./files.ts";
import type { HandsFactory } from "./port.ts";
import { presentFiles } from "./present-files.ts";
import type { Prepare } from "./prepare.ts";

/** What a platform that can send files offers, once its code is here. */
export type OpenFiles = (ports: Ports, me: Role, around: Omit<AroundFiles, "changed">) => OpenedFiles;

export type ReplyTo = Extract<FilesAct, { type: "attach" }>["replyTo"];

export type OpenedFiles = FilesModel &
  Beside<FileBody> & { readonly attach: (files: readonly File[], replyTo: ReplyTo) => void };

/** `prepare`: makes of a chosen file what goes out, e.g. a picture without the place it was taken at. */
export const filesOn =
  (factory: HandsFactory, prepare: Prepare): OpenFiles =>
  (ports, me, around) => {
    const listeners = new Set<() => void>();
    let view: FilesView | null = null;
    let notice: FilesView["notice"] = null;
    /** One after the other: a picture is made anew in memory. */
    let preparing: Promise<void> = Promise.resolve();
    let isClosed = false;
    const files = startFiles(ports, factory, me, { ...around, changed });

    function changed(): void {
      view = null;
      for (const listener of listeners) listener();
    }

    function tell(what: FileNotice, name: string): void {
      notice = { id: (notice?.id ?? 0) + 1, notice: what, name: cleanName(name) };
      changed();
    }

    async function offer(file: File, replyTo: ReplyTo): Promise<void> {
      if (file.size === 0) return tell("empty", file.name);
      if (file.size > largestFile) return tell("too-large", file.name);
      const prepared = await prepare(file).catch(() => null);
      if (isClosed) return;
      if (prepared === null) return tell("unreadable", file.name);
      const [fid, key] = [newUuid(ports.random), ports.random(32)];
      const { bytes, name, image } = prepared;
      files.hands.hold({ fid, key, name, bytes });
      const face = { name: cleanName(name), size: bytes.size, mime: bytes.type.slice(0, 127), image };
      files.send({ type: "attach", fid, key: toBase64(key), face, replyTo });
    }

    const { hands, heard, follow } = files;
    const nameOf = (fid: string): string =>
      files.state().files.find((file) => file.fid === fid)?.face.name ?? "file";
    return {
      snapshot: () => (view ??= presentFiles(files.state(), hands, notice)),
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      attach(chosen, replyTo) {
        for (const [at, file] of chosen.entries())
          preparing = preparing.then(() => offer(file, at === 0 ? replyTo : null));
      },
      accept: (fid) => files.send({ type: "accept", fid }),
      decline: (fid) => files.send({ type: "decline", fid }),
      cancel: (fid) => files.send({ type: "cancel", fid }),
      agreeExposure: () => files.send({ type: "agreeExposure" }),
      reconnect: () => files.send({ type: "reconnect" }),
      save: (fid) => hands.save(fid, nameOf(fid)),
      blobOf: hands.blobOf,
      heard,
      follow,
      close() {
        isClosed = true;
        files.close();
      },
    };
  };
