import { createHash } from "node:crypto";
import { Glob } from "bun";

export type StaticFiles = {
  readonly answer: (request: Request) => Response;
  /** SHA-256 of the build's `manifest.json`, base64; empty when it has none. */
  readonly build: string;
};

type Coding = "br" | "gzip";

type Kept = {
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
  readonly path: string;
  readonly coded: Readonly<Record<Coding, string | undefined>>;
};

/** Every file under `folder`, by its name from there; empty when there is no such folder. */
export async function filesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = await Array.fromAsync(new Glob("**/*").scan({ cwd: folder })).catch(() => []);
  return new Map(names.map((name) => [name.replaceAll("\\", "/"), `${folder}/${name}`]));
}

/** Serves `files` (name → path), listed once at start: hashed names for a year, pages revalidated. */
export async function openStaticFiles(files: ReadonlyMap<string, string>): Promise<StaticFiles> {
  const plain = [...files].filter(([name]) => !/\.(br|gz)$/.test(name));
  const kept = new Map(await Promise.all(plain.map(async ([name, path]) => keep(files, name, path))));
  const manifest = files.get("manifest.json");
  const build =
    manifest === undefined
      ? ""
      : createHash("sha256")
          .update(await Bun.file(manifest).bytes())
          .digest("base64");
  return { build, answer: (request) => answer(kept, request) };
}

async function keep(
  files: ReadonlyMap<string, string>,
  name: string,
  path: string,
): Promise<readonly [string, Kept]> {
  const bytes = await Bun.file(path).bytes();
  return [
    routeOf(name),
    {
      type: typeOf(name, path),
      etag: createHash("sha256").update(bytes).digest("base64url").slice(0, 22),
      cache: name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      path,
      coded: { br: files.get(`${name}.br`), gzip: files.get(`${name}.gz`) },
    },
  ];
}

/** `sk/index.html` is the page `/sk`. */
const routeOf = (name: string) => `/${name.replace(/(^|\/)index\.html$/, "").replace(/\/$/, "")}`;

function typeOf(name: string, path: string): string {
  if (name.endsWith(".webmanifest")) return "application/manifest+json";
  return Bun.file(path).type.replace(/^text\/javascript.*/, "text/javascript; charset=utf-8");
}

function answer(files: ReadonlyMap<string, Kept>, request: Request): Response {
  const path = new URL(request.url).pathname.replace(/(.)\/$/, "$1");
  const file = files.get(path);
  if (file !== undefined) return send(file, request, path.endsWith("/404") ? 404 : 200);
  const isPage = !path.startsWith("/assets/") && !/\.[a-z0-9]+$/i.test(path);
  // A conversation's page is made on the device: the shell is all of it, and asking for it does nothing.
  const isConversation = /^(\/[a-z]{2})?\/(session|room)(\/|$)/.test(path);
  const page = !isPage ? undefined : isConversation ? files.get("/shell.html") : notFound(files, path);
  if (page !== undefined) return send(page, request, isConversation ? 200 : 404);
  return new Response("Not found\n", { status: 404, headers: { "cache-control": "no-store" } });
}

/** The page that says so in the path's language, readable without script; else the shell says it. */
function notFound(files: ReadonlyMap<string, Kept>, path: string): Kept | undefined {
  const language = /^\/[a-z]{2}(?=\/|$)/.exec(path)?.[0] ?? "";
  return files.get(`${language}/404`) ?? files.get("/404") ?? files.get("/shell.html");
}

function send({ type, etag, cache, path, coded }: Kept, request: Request, status: number): Response {
  const accepted = (request.headers.get("accept-encoding") ?? "")
    .split(",")
    .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
    .map((part) => part.split(";")[0]?.trim());
  const coding = (["br", "gzip"] as const).find(
    (name) => coded[name] !== undefined && accepted.includes(name),
  );
  const tag = `"${etag}${coding === undefined ? "" : `-${coding}`}"`;
  const headers = new Headers({
    "content-type": type,
    "cache-control": cache,
    etag: tag,
    vary: "accept-encoding",
  });
  if (status === 200 && request.headers.get("if-none-match") === tag) {
    return new Response(null, { status: 304, headers });
  }
  if (coding !== undefined) headers.set("content-encoding", coding);
  return new Response(Bun.file((coding && coded[coding]) ?? path), { status, headers });
}
