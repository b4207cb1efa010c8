/** The browser's hands for files. */
import { keptFrame, readFrame } from "@chatorbit/engine/files";
import { Connection } from "../peer/connection.ts";
import { keepAwake } from "../peer/wake-lock.ts";
import { browserNetwork, watchNetwork } from "../peer/watch-network.ts";
import { Channel } from "./channel.ts";
import { type Kept, makePlace } from "./place.ts";
import type { FileEvents, FileHands, FilesOrder, FilesOwnReport, HandsFactory, Source } from "./port.ts";
import { privateFolder } from "./private-folder.ts";
import { Receiving } from "./receiving.ts";
import { saveAs } from "./save-as.ts";
import { Sending } from "./sending.ts";

type OrderOf<T extends FilesOrder["type"]> = Extract<FilesOrder, { readonly type: T }>;

export const webHands: HandsFactory = ({ report }: FileEvents, inst: string): FileHands => {
  let line: { readonly connection: Connection; readonly channel: Channel } | null = null;
  let letSleep: (() => void) | null = null;
  let isClosed = false;
  const sources = new Map<string, Source>();
  const going = new Map<string, Sending>();
  const coming = new Map<string, Receiving>();
  const kept = new Map<string, Kept>();
  /** Accepted, and its place is not there yet. */
  const placing = new Set<string>();
  const folder = privateFolder(inst);
  const ends = new AbortController();
  const tell = (one: FilesOwnReport): void => {
    if (!isClosed) report(one);
  };
  watchNetwork(browserNetwork(), () => tell({ type: "networkChanged" }), ends.signal);

  function openPeer({ gen, config }: OrderOf<"openPeer">): void {
    closePeer();
    const asLine = (one: Parameters<ConstructorParameters<typeof Connection>[3]>[0]) =>
      tell(one as FilesOwnReport);
    try {
      const connection = new Connection(
        gen,
        config,
        () => null,
        asLine,
        () => {},
      );
      const raw = connection.channel();
      const channel = new Channel(raw);
      line = { connection, channel };
      const isThis = () => line?.channel === channel;
      raw.onopen = () => isThis() && tell({ type: "channel", gen, isOpen: true });
      raw.onmessage = ({ data }) => isThis() && data instanceof ArrayBuffer && hear(new Uint8Array(data));
      raw.onclose = () => {
        channel.end();
        if (!isThis()) return;
        tell({ type: "channel", gen, isOpen: false });
        // The connection has no other use: it is as good as broken.
        tell({ type: "peerBroke", gen, ticket: null });
      };
    } catch {
      const broke = { type: "peerBroke", gen, ticket: null } as const;
      void Promise.resolve().then(() => tell(broke));
    }
  }

  function closePeer(): void {
    const before = line;
    line = null;
    before?.channel.end();
    before?.connection.close();
  }

  function hear(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (frame === null) return;
    const { fid } = frame;
    if (frame.is === "chunk") return coming.get(fid)?.take(frame.i, frame.sealed);
    if (going.get(fid)?.hasSent(frame.next) === true) tell({ type: "keptThere", fid, next: frame.next });
  }

  function feed({ fid, from, upTo }: OrderOf<"feed">): void {
    const source = sources.get(fid);
    if (line === null || source === undefined) return;
    const sending = going.get(fid) ?? new Sending(source, tell);
    going.set(fid, sending);
    sending.feed(line.channel, from, upTo);
  }

  async function place({ fid, face, key }: OrderOf<"makePlace">): Promise<void> {
    placing.add(fid);
    const made = await makePlace(face, folder.get, fid).catch(() => "no-room" as const);
    const isWanted = placing.delete(fid) && !isClosed;
    if (typeof made === "string") return isWanted ? tell({ type: "noPlace", fid, why: made }) : undefined;
    if (!isWanted) return void made.discard().catch(() => {});
    coming.set(fid, new Receiving({ fid, key, size: face.size, place: made }, tell));
    tell({ type: "placed", fid });
  }

  async function keep(fid: string): Promise<void> {
    const receiving = coming.get(fid);
    try {
      const done = await receiving?.place.finish();
      if (coming.get(fid) !== receiving || done === undefined) return;
      coming.delete(fid);
      kept.set(fid, done);
      tell({ type: "kept", fid });
    } catch {
      tell({ type: "noPlace", fid, why: "no-room" });
    }
  }

  function drop(fid: string): void {
    placing.delete(fid);
    going.get(fid)?.drop();
    going.delete(fid);
    coming.get(fid)?.drop();
    coming.delete(fid);
  }

  function forget(fid: string): void {
    drop(fid);
    sources.delete(fid);
    kept.delete(fid);
    folder.remove(fid);
  }

  return {
    perform(order) {
      if (isClosed) return;
      switch (order.type) {
        case "openPeer":
          return openPeer(order);
        case "closePeer":
          return line?.connection.gen === order.gen ? closePeer() : undefined;
        case "wakeLock":
          letSleep?.();
          letSleep = order.isOn ? keepAwake() : null;
          return;
        case "makePlace":
          return void place(order);
        case "feed":
          return feed(order);
        case "tellKept":
          return void line?.channel.send(keptFrame(order.fid, order.next));
        case "keepFile":
          return void keep(order.fid);
        case "dropFile":
          return drop(order.fid);
        case "forgetFile":
          return forget(order.fid);
        default:
          if (line?.connection.gen === order.gen) line.connection.order(order);
      }
    },
    hold: (source) => void sources.set(source.fid, source),
    blobOf: (fid) => sources.get(fid)?.bytes ?? kept.get(fid)?.blob ?? null,
    isSaved: (fid) => kept.get(fid)?.isSaved ?? false,
    isPicture: (fid) => sources.has(fid) || kept.get(fid)?.isPicture === true,
    save(fid, name) {
      const blob = kept.get(fid)?.blob ?? sources.get(fid)?.bytes;
      if (blob !== undefined) saveAs(blob, name);
    },
    close() {
      isClosed = true;
      ends.abort();
      letSleep?.();
      closePeer();
      for (const fid of [...going.keys(), ...coming.keys()]) drop(fid);
      sources.clear();
      kept.clear();
      folder.remove();
    },
  };
};
