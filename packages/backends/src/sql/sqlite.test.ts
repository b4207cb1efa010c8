import { Database } from "bun:sqlite";
import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  drops,
  limitsContract,
  logContract,
  makes,
  shelfContract,
  shelve,
  storeContract,
} from "@chatorbit/testkit/contracts";
import {
  aboutOf,
  type Conversation,
  created,
  decide,
  type Input,
  products,
  StorageFullError,
} from "@chatorbit/relay";
import type { ConversationId, MessageId, ParticipantId } from "@chatorbit/protocol";
import { groupCommit } from "./group-commit.ts";
import { openBackend } from "./index.ts";
import { metaOf } from "./meta.ts";
import { migrate, NewerDatabaseError } from "./migrations.ts";
import { Reserve } from "./reserve.ts";
import { SqlStore } from "./sql-store.ts";
import { query, type Sql } from "./sql.ts";
import { openSqlite } from "./sqlite.ts";

const folder = mkdtempSync(join(tmpdir(), "backends-"));
afterAll(() => rmSync(folder, { recursive: true }));
let serial = 0;
const freshPath = () => join(folder, `${(serial += 1)}.db`);

storeContract("on SQLite", async () => (await openBackend(freshPath())).store);
logContract("on SQLite", async () => (await openBackend(freshPath())).store);
shelfContract("on SQLite", async () => (await openBackend(freshPath())).store);
limitsContract("on SQLite", async () => (await openBackend(freshPath())).limits);

const policy = products.tokenSession({ joinWithin: 1000, lifetime: 1000, maxLength: 200 });
const sample = (name: string): Conversation => created(name as ConversationId, policy, 0);

test("[ST10] what is kept is there after closing and opening again", async () => {
  const path = freshPath();
  const limit = { name: "issue", most: 2, windowMs: 1000, lasts: true, whenDown: "closed" } as const;
  const first = await openBackend(path);
  await first.store.create(sample("c"), { kind: "token", keyHash: "t", validUntil: null });
  await first.limits.take(limit, "a", 1);
  expect(await metaOf(first.sql, "made", "once")).toBe("once");
  await first.sql.close();
  const second = await openBackend(path);
  expect((await second.store.admitted("token", "t"))?.id).toBe("c" as ConversationId);
  expect((await second.limits.peek(limit, "a", 2)).remaining).toBe(1);
  expect(await metaOf(second.sql, "made", "twice")).toBe("once");
  await second.sql.close();
});

test("[ST11] [OP5] after a purge no byte of a conversation is left in any of the files", async () => {
  const path = freshPath();
  const { sql, store } = await openBackend(path);
  const marks = ["mark-of-conv", "mark-of-token", "mark-of-seat", "mark-of-person"] as const;
  const c = sample(marks[0]);
  await store.create(c, { kind: "token", keyHash: marks[1], validUntil: null });
  await store.create(sample("kept-one"), { kind: "token", keyHash: "kept-token", validUntil: null });
  await store.transact(c.id, (state) =>
    decide(state, { type: "join", keyHash: marks[2], publicId: marks[3] as ParticipantId }, 1),
  );
  await store.transact(c.id, (state) => decide(state, { type: "tick" }, 5000));
  const bytes = () => Buffer.concat(["", "-wal"].map((end) => readFileSync(path + end))).toString("latin1");
  for (const mark of marks) expect(bytes()).toContain(mark);
  expect(await store.purge(6000, 0)).toBe(1);
  for (const mark of marks) expect(bytes()).not.toContain(mark);
  expect(bytes()).toContain("kept-one");
  await sql.close();
});

test("[LO20] [SR3] of what was kept no byte is left in any of the files: after the end, and after emptying", async () => {
  const path = freshPath();
  const { sql, store } = await openBackend(path);
  const id = "room" as ConversationId;
  const seats = [{ role: "host", keyHash: "h", publicId: "p" as ParticipantId, joinedAt: 0 }] as const;
  const room = { ...created(id, products.secureRoom({ lifetime: 1000 }), 0), seats };
  await store.create(room, { kind: "room", keyHash: "mark-of-room", validUntil: null });
  const put = (input: Input) => store.transact(id, (c, known) => decide(c, input, 1, known), aboutOf(input));
  // Long ones lie on pages of their own.
  const marks = ["mark-of-short", "mark-of-long", "mark-of-emptied"] as const;
  for (const mark of marks) {
    const sealed = mark.repeat(mark === "mark-of-long" ? 5_000 : 1);
    const entry = { cid: mark as string as MessageId, at: 1, sealed, fs: `fs-${mark}` };
    await put({ type: "append", keyHash: "h", by: "host", entry });
  }
  const bytes = () => Buffer.concat(["", "-wal"].map((end) => readFileSync(path + end))).toString("latin1");
  for (const mark of ["mark-of-room", ...marks]) expect(bytes().includes(mark)).toBe(true);
  await put({ type: "empty", keyHash: "h", by: "host", cid: "mark-of-emptied" as MessageId });
  await store.purge(1, 0);
  expect(bytes().includes("fs-mark-of-emptied")).toBe(false);
  expect(bytes().includes("fs-mark-of-short")).toBe(true);
  await put({ type: "end", keyHash: "h", reason: "manually_ended" });
  expect(await store.purge(2, 1_000_000)).toBe(1);
  expect(bytes().includes("mark-of-")).toBe(false);
  await sql.close();
});

test("[SF20] [SR3] of a blob no name is left in any of the files once its bytes are removed and the rest is purged", async () => {
  const path = freshPath();
  const { sql, store } = await openBackend(path);
  const c = { ...sample("files"), openedAt: 0 };
  const seat = { role: "host", keyHash: "h", publicId: "p" as ParticipantId, joinedAt: 0 } as const;
  await store.create({ ...c, seats: [seat] }, { kind: "token", keyHash: "t", validUntil: null });
  const [ended, dropped] = [makes(5), makes(6)];
  for (const input of [ended, dropped]) await shelve(store, c.id, input);
  await shelve(store, c.id, {
    type: "land",
    keyHash: "h",
    by: "host",
    id: ended.id,
    part: 0,
    hash: "mark-of-part",
  });
  await shelve(store, c.id, drops(dropped.id));
  await store.transact(c.id, (state) =>
    decide(state, { type: "end", keyHash: "h", reason: "manually_ended" }, 2),
  );
  const bytes = () => Buffer.concat(["", "-wal"].map((end) => readFileSync(path + end))).toString("latin1");
  const marks = [ended.id, dropped.id, "mark-of-part"];
  for (const mark of marks) expect(bytes().includes(mark)).toBe(true);
  await store.shelf.forget(await store.shelf.gone(10));
  await store.purge(3, 1_000_000);
  for (const mark of marks) expect(bytes().includes(mark)).toBe(false);
  await sql.close();
});

test("[SF21] [OP4] on a full disk a blob is removed and an end clears, but none is made", async () => {
  const { sql } = await openBackend(freshPath());
  let isFull = false;
  const planted: Sql = {
    ...sql,
    write: async (work, urgency) => {
      if (isFull && urgency !== "vital") throw new StorageFullError("planted");
      return sql.write(work, urgency);
    },
  };
  const store = new SqlStore(planted, "e");
  const seat = { role: "host", keyHash: "h", publicId: "p" as ParticipantId, joinedAt: 0 } as const;
  const c = { ...sample("files"), openedAt: 0, seats: [seat] };
  await store.create(c, { kind: "token", keyHash: "t", validUntil: null });
  const [one, other] = [makes(5), makes(6)];
  for (const input of [one, other]) await shelve(store, c.id, input);
  isFull = true;
  await expect(shelve(store, c.id, makes(7))).rejects.toBeInstanceOf(StorageFullError);
  expect((await shelve(store, c.id, drops(one.id)))?.refusal).toBe(null);
  expect(await store.shelf.gone(5)).toEqual([one.id]);
  await store.transact(c.id, (state) => decide(state, { type: "tick" }, 5000));
  expect((await store.shelf.gone(5)).toSorted()).toEqual([one.id, other.id].toSorted());
  await store.shelf.forget([one.id]);
  expect(await store.shelf.gone(5)).toEqual([other.id]);
  await sql.close();
});

test("[ST12] one failing write takes no neighbour of its batch along", async () => {
  const database = new Database(":memory:");
  database.run("CREATE TABLE n (n INTEGER PRIMARY KEY)");
  const insert = database.query("INSERT INTO n VALUES (?)");
  const write = groupCommit(database);
  const ends = await Promise.allSettled([1, 1, 2].map((n) => write(() => insert.run(n))));
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(database.query("SELECT n FROM n").values()).toEqual([[1], [2]]);
});

test("[ST13] a full disk is told by name, reading goes on, and writing again once there is room", async () => {
  const path = freshPath();
  const { sql, store } = await openBackend(path);
  await store.create(sample("c"), { kind: "token", keyHash: "t", validUntil: null });
  await sql.close();
  const tight = await openBackend(path, { maxPages: 1 });
  const many = Array.from({ length: 500 }, (_, n) =>
    tight.store.create(sample(`c${n}`), { kind: "token", keyHash: `t${n}`, validUntil: null }),
  );
  const ends = await Promise.allSettled(many);
  const refused = ends.flatMap((end) => (end.status === "rejected" ? [(end.reason as Error).name] : []));
  expect(new Set(refused)).toEqual(new Set(["StorageFullError"]));
  expect((await tight.store.admitted("token", "t"))?.id).toBe("c" as ConversationId);
  await tight.sql.close();
  const roomy = await openBackend(path);
  expect(await roomy.store.create(sample("d"), { kind: "token", keyHash: "u", validUntil: null })).toBe(true);
  await roomy.sql.close();
});

test("[ST16] on a full disk ending and deleting go on, nothing else does until there is room again", async () => {
  const path = freshPath();
  const { sql } = await openBackend(path);
  let isFull = false;
  let hasReserve = true;
  // The real database behind a disk that is full at will.
  const planted: Sql = {
    ...sql,
    write: async (work, urgency) => {
      if (isFull && urgency === "vital") hasReserve = false;
      if (isFull && urgency !== "vital") throw new StorageFullError("planted");
      return sql.write(work, urgency);
    },
  };
  const store = new SqlStore(planted, "e");
  const c = sample("c");
  await store.create(c, { kind: "token", keyHash: "t", validUntil: null });
  const join = (keyHash: string) =>
    store.transact(c.id, (state) =>
      decide(state, { type: "join", keyHash, publicId: "p" as ParticipantId }, 1),
    );
  await join("host");
  isFull = true;
  await expect(join("guest")).rejects.toBeInstanceOf(StorageFullError);
  expect(hasReserve).toBe(true);
  const ended = await store.transact(c.id, (state) =>
    decide(state, { type: "end", keyHash: "host", reason: "manually_ended" }, 2),
  );
  expect([ended?.state.closed?.reason, hasReserve]).toEqual(["manually_ended", false]);
  expect(await store.purge(10, 0)).toBe(1);
  await sql.close();
});

test("[ST19] [SR3] a long log is erased on a full disk too, in pieces that the reserve has room for", async () => {
  const path = freshPath();
  const { sql } = await openBackend(path);
  let isFull = false;
  let largest = 0;
  const walSize = () => statSync(`${path}-wal`).size;
  const planted: Sql = {
    ...sql,
    write: async (work, urgency) => {
      if (isFull && urgency !== "vital") throw new StorageFullError("planted");
      const before = walSize();
      const done = await sql.write(work, urgency);
      if (isFull) largest = Math.max(largest, walSize() - before);
      return done;
    },
  };
  const store = new SqlStore(planted, "e");
  const id = "room" as ConversationId;
  const seats = [{ role: "host", keyHash: "h", publicId: "p" as ParticipantId, joinedAt: 0 }] as const;
  await store.create(
    { ...created(id, products.secureRoom({ lifetime: 1000 }), 0), seats },
    { kind: "room", keyHash: "k", validUntil: null },
  );
  const put = (input: Input) => store.transact(id, (c, known) => decide(c, input, 1, known), aboutOf(input));
  for (let n = 0; n < 60; n += 1) {
    const entry = { cid: `c${n}` as MessageId, at: 1, sealed: "mark-of-entry".repeat(12_000), fs: null };
    await put({ type: "append", keyHash: "h", by: "host", entry });
  }
  await sql.tidy();
  isFull = true;
  const ended = await put({ type: "end", keyHash: "h", reason: "manually_ended" });
  expect(ended?.state.closed?.reason).toBe("manually_ended");
  expect(largest).toBeWithin(1, 1024 * 1024);
  expect([await store.entries(id, 0, 10), await store.changes(id, 0, 10)]).toEqual([[], []]);
  expect(await store.purge(2, 0)).toBe(1);
  for (const end of ["", "-wal"]) expect(readFileSync(path + end).includes("mark-of-entry")).toBe(false);
  await sql.close();
});

test("[SR3] what a process that died left of a log is erased with the next purge", async () => {
  const path = freshPath();
  const { sql, store } = await openBackend(path);
  const id = "room" as ConversationId;
  const room = created(id, products.secureRoom({ lifetime: 1000 }), 0);
  await store.create(room, { kind: "room", keyHash: "k", validUntil: null });
  await sql.write(function* () {
    yield query(
      `INSERT INTO entry (conv_id, seq, author, cid, at, sealed) VALUES ('room', 1, 'host', 'c', 1, 'x')`,
    );
    yield query(`INSERT INTO event (conv_id, eid, seq) VALUES ('room', 1, 1)`);
    yield query(`UPDATE conversation SET closed_at = 5, closed_reason = 'timer_expired', purge_after = 1000`);
  });
  expect(await store.purge(6, 0)).toBe(0);
  expect([await store.entries(id, 0, 10), await store.changes(id, 0, 10)]).toEqual([[], []]);
  await sql.close();
});

test("[ST17] the reserve is held, given back once, and taken again", () => {
  const path = join(folder, "some-reserve");
  const reserve = new Reserve(path);
  expect([reserve.hold(), statSync(path).size]).toEqual([true, 1024 * 1024]);
  expect([reserve.hold(), reserve.release(), reserve.release()]).toEqual([true, true, false]);
  expect([existsSync(path), reserve.hold(), existsSync(path)]).toEqual([false, true, true]);
  expect(new Reserve(join(folder, "no", "such", "folder")).hold()).toBe(false);
});

test("[ST18] what an older version wrote is read as it was meant", async () => {
  const path = freshPath();
  const old = openSqlite(path);
  await migrate(old, 1);
  const { purgeAfter: _, ...before } = policy;
  await old.write(function* () {
    yield query(
      `INSERT INTO conversation (id, policy, version, created_at, opened_at, extensions, asks, closes_at)
        VALUES ('c', $1, 1, 0, NULL, '[]', '[]', 1000)`,
      JSON.stringify(before),
    );
    yield query(`INSERT INTO admission (kind, key_hash, conv_id) VALUES ('token', 't', 'c')`);
  });
  await old.close();
  const { sql, store } = await openBackend(path);
  expect(await store.admitted("token", "t")).toEqual(sample("c"));
  await store.transact("c" as ConversationId, (c) => decide(c, { type: "tick" }, 1000));
  expect([await store.purge(2000, 1000), await store.purge(2001, 1000)]).toEqual([0, 1]);
  await sql.close();
});

test("[ST14] a database of a newer version is left alone", async () => {
  const path = freshPath();
  const { sql } = await openBackend(path);
  await sql.close();
  const database = new Database(path);
  database.run("INSERT INTO migration (step) VALUES (999)");
  database.close();
  await expect(openBackend(path)).rejects.toBeInstanceOf(NewerDatabaseError);
});

test("[ST15] it commits fully: an acknowledged write survives a power cut", async () => {
  const path = freshPath();
  const { sql } = await openBackend(path);
  const [settings] = await sql.read(function* () {
    const [mode] = yield { sql: "PRAGMA journal_mode", values: [] };
    const [sync] = yield { sql: "PRAGMA synchronous", values: [] };
    const [erase] = yield { sql: "PRAGMA secure_delete", values: [] };
    return [{ ...mode, ...sync, ...erase }];
  });
  expect(settings).toEqual({ journal_mode: "wal", synchronous: 2, secure_delete: 1 });
  await sql.close();
});
