/** What a device offers to a session. One set a platform; tests have their own. */
import type { Shelf } from "@chatorbit/engine";
import type { OpenCalls } from "./call/call-model.ts";
import type { OpenCheck } from "./check/check-model.ts";
import type { OpenFiles } from "./file/files-model.ts";

/** A socket to the server. */
export type Line = {
  readonly send: (text: string) => void;
  readonly close: (code: number) => void;
};

export type LineEvents = {
  readonly opened: () => void;
  readonly received: (text: string) => void;
  /** Called once, also when opening failed. 1006: lost. */
  readonly closed: (code: number) => void;
};

export type Request = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path of the API, from protocol's `paths`. */
  readonly path: string;
  readonly body?: unknown;
  /** The seat it is asked for is a cookie the browser holds: it goes along, and may come back. */
  readonly isSeated?: boolean;
  /** The page may go away meanwhile. */
  readonly isLast?: boolean;
};

export type Reply = {
  readonly status: number;
  /** Decoded JSON, or undefined when there was none. */
  readonly body: unknown;
};

/** Keeps small texts by name. Throws when the platform does not let it. */
export type Vault = {
  readonly read: (shelf: Shelf, name: string) => Promise<string | null>;
  readonly write: (shelf: Shelf, name: string, value: string | null) => void | Promise<void>;
  /** Names on a shelf that begin with `prefix`. */
  readonly list: (shelf: Shelf, prefix: string) => Promise<readonly string[]>;
};

export type Lifecycle = {
  /** The network is back, the page is visible again, the machine woke. */
  readonly awake: () => void;
  readonly networkLost: () => void;
};

export type Ports = {
  /** Where invitations lead, e.g. `https://chat.example`. */
  readonly origin: string;
  /** ms since the epoch; never runs backwards while the page lives. */
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  readonly dial: (path: string, events: LineEvents) => Line;
  /** Rejects when the server could not be reached. */
  readonly request: (request: Request) => Promise<Reply>;
  readonly vault: Vault;
  /** Rings once at `when` ms or soon after; returns the way to cancel. */
  readonly alarm: (when: number, ring: () => void) => () => void;
  /** The name for this tab alone, until released; null when another tab has it. */
  readonly claim: (name: string) => Promise<(() => void) | null>;
  /** Calls, where the platform has them; fetched when the first one starts or rings. */
  readonly calls: (() => Promise<OpenCalls>) | null;
  /** Files between the two devices, where the platform has them; fetched when the first is chosen or offered. */
  readonly files: (() => Promise<OpenFiles>) | null;
  /** The check before a call, where the platform has calls. */
  readonly check: (() => Promise<OpenCheck>) | null;
  /** Watches the platform; returns the way to stop. */
  readonly watch: (lifecycle: Lifecycle) => () => void;
};
