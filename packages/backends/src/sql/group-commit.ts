import type { Database } from "bun:sqlite";
import { asFull } from "./sqlite.ts";

type Waiting = {
  readonly work: () => unknown;
  readonly done: (value: never) => void;
  readonly failed: (cause: unknown) => void;
};

/** Runs work in a transaction shared with others; resolves after the commit has reached the disk. */
export type Commit = <T>(work: () => T) => Promise<T>;

/**
 * Runs the writes that arrive in one turn of the loop inside one immediate transaction, each in a
 * savepoint of its own: many writes cost one wait for the disk, and one that fails takes no
 * neighbour along.
 */
export function groupCommit(database: Database, maxBatch = 512): Commit {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  const save = database.prepare("SAVEPOINT one");
  const release = database.prepare("RELEASE one");
  const undo = database.prepare("ROLLBACK TO one");
  const queue: Waiting[] = [];
  let isScheduled = false;

  function schedule() {
    isScheduled = true;
    setImmediate(flush);
  }

  function flush() {
    const batch = queue.splice(0, maxBatch);
    isScheduled = false;
    if (queue.length > 0) schedule();
    const settle: (() => void)[] = [];
    try {
      begin.run();
      for (const { work, done, failed } of batch) {
        save.run();
        try {
          const value = work();
          settle.push(() => done(value as never));
        } catch (cause) {
          // Some errors (a full disk) have rolled everything back already.
          if (!database.inTransaction) throw cause;
          undo.run();
          settle.push(() => failed(cause));
        }
        release.run();
      }
      commit.run();
    } catch (cause) {
      try {
        if (database.inTransaction) rollback.run();
      } catch {
        // The first cause says more; the next `BEGIN` fails too if this one is still open.
      }
      for (const { failed } of batch) failed(asFull(cause));
      return;
    }
    for (const tell of settle) tell();
  }

  return function write<T>(work: () => T): Promise<T> {
    return new Promise<T>((done, failed) => {
      queue.push({ work, done, failed });
      if (!isScheduled) schedule();
    });
  };
}
