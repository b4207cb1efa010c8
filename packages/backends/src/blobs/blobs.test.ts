import { afterAll, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StorageFullError } from "@chatorbit/relay";
import { blobsContract, freshBlobId, noise } from "@chatorbit/testkit/contracts";
import { s3Access, s3Server } from "../testing/s3-server.ts";
import { FolderBlobs, MemoryBlobs, S3Blobs } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "blobs-"));
const server = s3Server("files");
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await server.stop();
});
let serial = 0;

function freshFolder(): string {
  const path = join(folder, `${(serial += 1)}`);
  mkdirSync(path);
  return path;
}

const bucket = (change: { readonly secretKey?: string; readonly prefix?: string } = {}) =>
  new S3Blobs({
    ...s3Access,
    endpoint: server.url,
    bucket: "files",
    prefix: `${(serial += 1)}/blobs/`,
    ...change,
  });

blobsContract("in memory", async () => new MemoryBlobs());
blobsContract("in a folder", async () => new FolderBlobs(freshFolder()));
blobsContract("in a bucket", async () => bucket());

async function* once(bytes: Uint8Array) {
  yield bytes;
}

test("[BL20] a bucket's requests are signed; with another secret nothing is done", async () => {
  const before = server.objects.size;
  const wrong = bucket({ secretKey: "another" });
  await expect(wrong.put({ id: freshBlobId(), part: 0 }, once(noise(5)))).rejects.toThrow();
  expect(server.objects.size).toBe(before);
  expect(server.refused.length).toBeGreaterThan(0);
});

test("[BL21] what lies under the prefix and is none of ours is left alone", async () => {
  const blobs = bucket({ prefix: "shared/" });
  server.objects.set("shared/readme.txt", noise(3));
  server.objects.set(`shared/${"a".repeat(32)}/deep/er`, noise(3));
  const ids: string[] = [];
  for await (const id of blobs.list()) ids.push(id);
  expect(ids).toEqual([]);
});

test("[BL27] a bucket that never answers is given up", async () => {
  const silent = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Promise<Response>(() => {}) });
  const settings = { ...s3Access, endpoint: silent.url, bucket: "files", prefix: "" };
  const blobs = new S3Blobs(settings, { answer: 20, write: 20 });
  const id = freshBlobId();
  await expect(blobs.put({ id, part: 0 }, once(noise(5)))).rejects.toThrow("no answer");
  await expect(blobs.remove(id)).rejects.toThrow("no answer");
  await expect(blobs.drop({ id, part: 0, hash: "0".repeat(64) })).rejects.toThrow("no answer");
  await silent.stop(true);
});

test("[BL22] [SR3] in a folder no name of a blob is left once it is removed, not even a part of it", async () => {
  const root = freshFolder();
  const blobs = new FolderBlobs(root);
  const ids = Array.from({ length: 20 }, freshBlobId);
  for (const id of ids) await blobs.put({ id, part: 0 }, once(noise(10)));
  expect(readdirSync(root).length).toBeGreaterThan(1);
  for (const id of ids) await blobs.remove(id);
  expect(readdirSync(root, { recursive: true })).toEqual([]);
});

test("[BL23] files are the server's alone to read, and lie where their names say", async () => {
  const root = freshFolder();
  const id = freshBlobId();
  const hash = await new FolderBlobs(root).put({ id, part: 3 }, once(noise(10)));
  const path = join(root, id.slice(0, 2), id.slice(2, 4), id, `3-${hash}`);
  expect(readFileSync(path).equals(noise(10))).toBe(true);
  for (let at = path; at !== root; at = join(at, "..")) expect(statSync(at).mode & 0o077).toBe(0);
});

test("[BL24] foreign files in the folder are not told of, and stay", async () => {
  const root = freshFolder();
  const id = freshBlobId();
  writeFileSync(join(root, "note.txt"), "mine");
  mkdirSync(join(root, "lost+found"));
  mkdirSync(join(root, "00", "11", "f".repeat(32)), { recursive: true });
  const blobs = new FolderBlobs(root);
  await blobs.put({ id, part: 0 }, once(noise(10)));
  const ids: string[] = [];
  for await (const each of blobs.list()) ids.push(each);
  expect(ids).toEqual([id]);
  await blobs.remove(id);
  expect(existsSync(join(root, "note.txt"))).toBe(true);
});

test("[BL25] a disk that is full is told by name, and leaves nothing half written", async () => {
  const root = freshFolder();
  const blobs = new FolderBlobs(root);
  async function* full() {
    yield noise(1000);
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  }
  await expect(blobs.put({ id: freshBlobId(), part: 0 }, full())).rejects.toBeInstanceOf(StorageFullError);
  expect(readdirSync(root, { recursive: true })).toEqual([]);
});

test("[BL26] the disk says how much room there is", async () => {
  const { free, total } = await new FolderBlobs(freshFolder()).space();
  expect(free).toBeGreaterThan(0);
  expect(total).toBeGreaterThanOrEqual(free);
});
