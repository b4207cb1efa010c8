/** Where files join a conversation. */
import type { FileBody } from "@chatorbit/engine";
import type { OpenedFiles } from "../file/files-model.ts";
import type { Ports } from "../ports.ts";
import type { Session } from "../session/session.ts";
import type { FilesModel } from "./file-view.ts";
import { fromKey } from "./present-item.ts";
import { type Beside, seam } from "./seam.ts";

export type FileSeam = Beside<FileBody> & {
  readonly model: () => FilesModel | null;
  /** Offers files to the other side; `replyTo`: the key of a message. False: their code could not be had. */
  readonly attach: (files: readonly File[], replyTo: string | null) => Promise<boolean>;
};

type SeamAround = {
  readonly session: () => Session;
  /** The model of files is here now, or could not be had. */
  readonly changed: () => void;
};

/** Nobody says an offer twice: its code is asked for again after this, ms. */
const againMs = 5_000;

export function fileSeam(ports: Ports, { session, changed }: SeamAround): FileSeam {
  const open = async (): Promise<OpenedFiles | null> => {
    const openFiles = await ports.files?.().catch(() => null);
    const { seat } = session().state();
    if (openFiles == null || seat === null) return null;
    return openFiles(ports, seat.role, {
      say: (signal) => session().send({ type: "sayFile", signal }),
      unsay: () => session().send({ type: "unsayWays", of: "file" }),
      show: (shown) => session().send({ type: "showFile", ...shown }),
      state: () => session().state(),
    });
  };
  const later = (again: () => void) => void ports.alarm(ports.now() + againMs, again);
  const files = seam<OpenedFiles, FileBody>(open, changed, later);

  /** Somebody offered a file to a client that cannot take any: it hears so, and waits for nothing. */
  function decline({ t, id }: FileBody): void {
    if (t !== "file.offer") return;
    session().send({ type: "sayFile", signal: { t: "file.decline", id, reason: "cannot" } });
  }

  return {
    model: files.model,
    heard: (signal, ts) => (ports.files === null ? decline(signal) : files.heard(signal, ts)),
    async attach(chosen, replyTo) {
      const model = await files.opened();
      model?.attach(chosen, replyTo === null ? null : fromKey(replyTo));
      return model !== null;
    },
    follow: files.follow,
    close: files.close,
  };
}
