import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { filesIn, openStaticFiles } from "./static-files.ts";

const folder = mkdtempSync(join(tmpdir(), "dist-"));
afterAll(() => rmSync(folder, { recursive: true }));
for (const [name, text] of Object.entries({
  "index.html": "<p>en",
  "index.html.br": "brotli",
  "index.html.gz": "gzip",
  "sk/index.html": "<p>sk",
  "help/index.html": "<p>help",
  "shell.html": "<p>shell",
  "404/index.html": "<p>404",
  "sk/404/index.html": "<p>404 sk",
  "sw.js": "worker",
  "app.webmanifest": "{}",
  "manifest.json": "{}",
  "assets/app-12345678.js": "code",
})) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const files = await openStaticFiles(await filesIn(folder));
const get = (path: string, headers: Record<string, string> = {}) =>
  files.answer(new Request(`http://localhost${path}`, { headers }));

test("pages by their path, in each language, revalidated each time", async () => {
  for (const [path, text] of [
    ["/", "<p>en"],
    ["/sk", "<p>sk"],
    ["/sk/", "<p>sk"],
    ["/help?x=1", "<p>help"],
  ] as const) {
    const response = get(path);
    expect([response.status, await response.text()]).toEqual([200, text]);
    expect(response.headers.get("content-type")).toStartWith("text/html");
    expect(response.headers.get("cache-control")).toBe("no-cache");
  }
  const etag = get("/").headers.get("etag") ?? "";
  expect(get("/", { "if-none-match": etag }).status).toBe(304);
});

test("hashed assets for ever, each with its type", () => {
  const asset = get("/assets/app-12345678.js");
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(asset.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(get("/app.webmanifest").headers.get("content-type")).toBe("application/manifest+json");
  expect(get("/sw.js").headers.get("cache-control")).toBe("no-cache");
});

test("compressed once at the build, chosen by what the browser takes", async () => {
  for (const [accepted, coding, text] of [
    ["gzip, deflate, br", "br", "brotli"],
    ["gzip;q=0.8", "gzip", "gzip"],
    ["br;q=0, gzip", "gzip", "gzip"],
    ["identity", null, "<p>en"],
  ] as const) {
    const response = get("/", { "accept-encoding": accepted });
    expect([response.headers.get("content-encoding"), await response.text()]).toEqual([coding, text]);
    expect(response.headers.get("vary")).toBe("accept-encoding");
  }
});

test("a session's page is the shell; other paths say in their language that they are not there", async () => {
  for (const [path, status, text] of [
    ["/session/ABCD1234WXYZ", 200, "<p>shell"],
    ["/sk/session/ABCD1234WXYZ", 200, "<p>shell"],
    ["/room/AAAAAAAAAAAAAAAAAAAAAA", 200, "<p>shell"],
    ["/sk/room/AAAAAAAAAAAAAAAAAAAAAA", 200, "<p>shell"],
    ["/nowhere", 404, "<p>404"],
    ["/sk/nowhere", 404, "<p>404 sk"],
    ["/xx/nowhere", 404, "<p>404"],
    ["/404", 404, "<p>404"],
    ["/sessions", 404, "<p>404"],
    ["/rooms", 404, "<p>404"],
  ] as const) {
    const response = get(path);
    expect([path, response.status, await response.text()]).toEqual([path, status, text]);
  }
});

test("where nothing says so, the shell does; a missing file is no page", async () => {
  const bare = await openStaticFiles(new Map([["shell.html", join(folder, "shell.html")]]));
  const response = bare.answer(new Request("http://localhost/nowhere"));
  expect([response.status, await response.text()]).toEqual([404, "<p>shell"]);
  for (const path of ["/assets/old-12345678.js", "/favicon.png", "/index.html.br", "/../etc/passwd.txt"]) {
    expect([path, get(path).status]).toEqual([path, 404]);
  }
  expect((await openStaticFiles(new Map())).answer(new Request("http://localhost/")).status).toBe(404);
});

test("the build is known by its manifest", () => {
  expect(files.build).toBe("RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=");
});
