import { Database } from "bun:sqlite";
import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { limitsContract, storeContract } from "@chatorbit/testkit/contracts";
import { type Conversation, created, decide, products, StorageFullError } from "@chatorbit/relay";
import type { ConversationId, ParticipantId } from "@chatorbit/protocol";
import { groupCommit } from "./group-commit.ts";
import { openBackend } from "./index.ts";
import { metaOf } from "./meta.ts";
import { NewerDatabaseError } from "./migrations.ts";
import { Reserve } from "./reserve.ts";
import { SqlStore } from "./sql-store.ts";

const folder = mkdtempSync(join(tmpdir(), "backends-"));
afterAll(() => rmSync(folder, { recursive: true }));
let serial = 0;
const freshPath = () => join(folder, `${(serial += 1)}.db`);

storeContract("on SQLite", async () => (await openBackend(freshPath())).store);
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
  expect(await store.purge(6000)).toBe(1);
  for (const mark of marks) expect(bytes()).not.toContain(mark);
  expect(bytes()).toContain("kept-one");
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
  const store = new SqlStore({
    ...sql,
    write: async (work, urgency) => {
      if (isFull && urgency === "vital") hasReserve = false;
      if (isFull && urgency !== "vital") throw new StorageFullError("planted");
      return sql.write(work, urgency);
    },
  });
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
  expect(await store.purge(10)).toBe(1);
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
