import { chunkCount } from "@chatorbit/crypto";
import { type FileEvents, type FileHands, filesOn, type FilesOrder, type OpenFiles } from "@chatorbit/client";
import { FakeConnection, type PeerEnv } from "./fake-connection.ts";

/** What passes through a channel here: a chunk of a file by its number, or how far they are kept. */
type Passed =
  | { readonly is: "chunk"; readonly fid: string; readonly i: number }
  | { readonly is: "kept"; readonly fid: string; readonly next: number };

/** Pages with files, by the connection each has open. */
const pages = new Map<FakeConnection, FakeFilePage>();

/** What one machine offers to files; its pages come and go. */
export class FakeFiles {
  readonly owner: string;
  readonly env: PeerEnv;
  /** Hands of the page that is open now. */
  page: FakeFilePage | null = null;
  readonly faults: string[] = [];
  /** Files that came whole and were put away, on whichever page. */
  readonly arrived = new Set<string>();

  constructor(owner: string, env: PeerEnv) {
    this.owner = owner;
    this.env = env;
  }

  /** The code of files, as a page gets it. */
  readonly openFiles: OpenFiles = filesOn(
    (events) => (this.page = new FakeFilePage(this, events)),
    async (file) => ({ bytes: file, name: file.name, image: null }),
  );
}

/** A file of so many bytes that are nowhere. */
export const fakeFile = (name: string, size: number): File => ({ name, size, type: "" }) as File;

/** The hands of one page. Chunks are numbers here: what they hold is tested where they are sealed. */
export class FakeFilePage implements FileHands {
  readonly #files: FakeFiles;
  readonly #events: FileEvents;
  connection: FakeConnection | null = null;
  #isOpen = false;
  #isClosed = false;
  #isWorking = false;
  #waiting: Passed[] = [];
  readonly #sources = new Map<string, { readonly chunks: number; cursor: number }>();
  readonly #places = new Map<string, { readonly chunks: number; next: number }>();

  constructor(files: FakeFiles, events: FileEvents) {
    this.#files = files;
    this.#events = events;
  }

  readonly perform = (order: FilesOrder): void => {
    if (this.#isClosed) return;
    const { time } = this.#files.env;
    switch (order.type) {
      case "openPeer":
        return this.#open(order.gen, order.config);
      case "closePeer":
        if (this.connection?.gen !== order.gen) this.#fault("closes a connection that is not open");
        return this.#shut();
      case "wakeLock":
        return;
      case "makePlace":
        this.#places.set(order.fid, { chunks: chunkCount(order.face.size), next: 0 });
        return void time.at(time.now() + 20, () => this.#tell({ type: "placed", fid: order.fid }));
      case "feed":
        return this.#feed(order.fid, order.from, order.upTo);
      case "tellKept":
        return this.#send({ is: "kept", fid: order.fid, next: order.next });
      case "keepFile":
        return void time.at(time.now() + 5, () => {
          if (!this.#places.has(order.fid) || this.#isClosed) return;
          this.#files.arrived.add(order.fid);
          this.#tell({ type: "kept", fid: order.fid });
        });
      case "dropFile":
      case "forgetFile":
        this.#places.delete(order.fid);
        this.#sources.delete(order.fid);
        return;
      default:
        if (this.connection?.gen !== order.gen)
          return this.#fault(`${order.type} for a connection that is not open`);
        this.connection.order(order);
    }
  };

  readonly hold = ({ fid, bytes }: Parameters<FileHands["hold"]>[0]): void =>
    void this.#sources.set(fid, { chunks: chunkCount(bytes.size), cursor: 0 });
  readonly blobOf = (): null => null;
  readonly isSaved = (): boolean => false;
  readonly isPicture = (): boolean => false;
  readonly save = (): void => {};

  readonly close = (): void => {
    this.#isClosed = true;
    this.#shut();
    if (this.#files.page === this) this.#files.page = null;
  };

  #tell(report: Parameters<FileEvents["report"]>[0]): void {
    if (!this.#isClosed) this.#events.report(report);
  }

  #fault(what: string): void {
    this.#files.faults.push(`${this.#files.owner}: ${what}`);
  }

  #open(gen: number, config: FakeConnection["config"]): void {
    if (this.connection !== null) this.#fault("two connections");
    this.#shut();
    const { owner, env } = this.#files;
    const connection = new FakeConnection(gen, config, env, {
      owner,
      isLive: () => false,
      tell: (report) => {
        if (this.connection !== connection) return;
        if ("gen" in report) this.#tell(report as Parameters<FileEvents["report"]>[0]);
        if (report.type === "connection" && report.state === "connected" && !this.#isOpen) {
          this.#isOpen = true;
          this.#tell({ type: "channel", gen, isOpen: true });
        }
      },
    });
    this.connection = connection;
    pages.set(connection, this);
    // Any line of a description will do for one that carries no media.
    connection.order({ type: "listen", gen });
  }

  #shut(): void {
    if (this.connection !== null) pages.delete(this.connection);
    this.connection?.close();
    this.connection = null;
    this.#isOpen = false;
    this.#waiting = [];
    for (const source of this.#sources.values()) source.cursor = 0;
  }

  #feed(fid: string, from: number, upTo: number): void {
    const source = this.#sources.get(fid);
    if (source === undefined) return this.#fault("feeds what it does not hold");
    for (let i = Math.max(from, source.cursor); i < upTo; i += 1) this.#send({ is: "chunk", fid, i });
    source.cursor = Math.max(source.cursor, upTo);
    const { time } = this.#files.env;
    if (upTo === source.chunks)
      time.at(time.now() + 1, () => this.#tell({ type: "sealed", fid, root: rootOf(fid) }));
  }

  #send(passed: Passed): void {
    this.#waiting.push(passed);
    this.#work();
  }

  /** Reliable and in order: what cannot pass waits, and goes with its connection. */
  #work(): void {
    const { connection } = this;
    if (connection === null || this.#isWorking || this.#waiting.length === 0) return;
    this.#isWorking = true;
    const { time, dice, paths } = this.#files.env;
    time.at(time.now() + 1 + dice.pick(20), () => {
      this.#isWorking = false;
      if (this.connection !== connection) return this.#work();
      const other = [...pages].find(([one]) => one.pair?.local.ufrag === connection.pair?.remote.ufrag)?.[1];
      const canPass = paths.link(connection) !== null && other !== undefined && other.#isOpen;
      if (canPass) for (const passed of this.#waiting.splice(0, 24)) other.#hear(passed);
      time.at(time.now() + (canPass ? 0 : 200), () => this.#work());
    });
  }

  #hear(passed: Passed): void {
    const { fid } = passed;
    if (passed.is === "kept") return this.#tell({ type: "keptThere", fid, next: passed.next });
    const place = this.#places.get(fid);
    if (place === undefined || passed.i < place.next) return;
    if (passed.i > place.next) return this.#tell({ type: "badChunk", fid, isHopeless: false });
    place.next += 1;
    const root = place.next === place.chunks ? rootOf(fid) : null;
    if (root !== null || place.next % 16 === 0) this.#tell({ type: "took", fid, next: place.next, root });
  }
}

/** 32 bytes as base64, by the file. */
const rootOf = (fid: string): string => btoa(fid.replaceAll("-", ""));
