/** For tests: a small server that speaks S3, path style, and checks every signature (SigV4). */
export type S3Server = {
  readonly url: URL;
  readonly objects: Map<string, Uint8Array>;
  /** Keys a page of a list may have. */
  readonly pageSize: number;
  /** Whatever it was asked that it did not allow. */
  readonly refused: string[];
  readonly stop: () => Promise<void>;
};

export const s3Access = { accessKey: "AKIDTEST", secretKey: "not-so-secret", region: "test-1" } as const;

const hmac = (key: string | Buffer, text: string): Buffer =>
  new Bun.CryptoHasher("sha256", key).update(text).digest();
const sha256 = (text: string | Uint8Array) => new Bun.CryptoHasher("sha256").update(text).digest("hex");

/** As in "Signature Version 4 signing process", AWS General Reference. */
function isSigned(request: Request, url: URL): boolean {
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      request.headers.get("authorization") ?? "",
    );
  if (found === null) return false;
  const [, access = "", day = "", region = "", names = "", signature = ""] = found;
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted();
  const canonical = [
    request.method,
    url.pathname,
    query.join("&"),
    ...names.split(";").map((name) => `${name}:${request.headers.get(name) ?? ""}`),
    "",
    names,
    request.headers.get("x-amz-content-sha256") ?? "",
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", request.headers.get("x-amz-date"), scope, sha256(canonical)].join("\n");
  const secret = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(
    hmac,
    `AWS4${s3Access.secretKey}`,
  );
  const isRight = hmac(secret as Buffer, text).toString("hex") === signature;
  return isRight && access === s3Access.accessKey && region === s3Access.region;
}

export function s3Server(bucket: string, pageSize = 7): S3Server {
  const objects = new Map<string, Uint8Array>();
  const refused: string[] = [];

  function list(query: URLSearchParams): Response {
    const prefix = query.get("prefix") ?? "";
    const after = query.get("continuation-token") ?? "";
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
    const page = keys.slice(0, pageSize);
    const hasMore = keys.length > page.length;
    const next = hasMore ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : "";
    const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join("");
    return new Response(
      `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${bucket}</Name><Prefix>${prefix}</Prefix>` +
        `<KeyCount>${page.length}</KeyCount><MaxKeys>${pageSize}</MaxKeys><IsTruncated>${hasMore}</IsTruncated>` +
        `${next}${contents}</ListBucketResult>`,
      { headers: { "content-type": "application/xml" } },
    );
  }

  function get(object: Uint8Array<ArrayBuffer>, range: string | null): Response {
    const found = /^bytes=(\d+)-(\d+)$/.exec(range ?? "");
    if (found === null) return new Response(object);
    const [from, to] = [Number(found[1]), Number(found[2])];
    if (from >= object.length) return new Response(null, { status: 416 });
    return new Response(object.slice(from, to + 1), { status: 206 });
  }

  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const url = new URL(request.url);
      const path = decodeURIComponent(url.pathname);
      if (!isSigned(request, url)) {
        refused.push(`${request.method} ${path}`);
        return new Response("<Error><Code>SignatureDoesNotMatch</Code></Error>", { status: 403 });
      }
      if (path === `/${bucket}/` && request.method === "GET") return list(url.searchParams);
      const key = path.slice(bucket.length + 2);
      if (!path.startsWith(`/${bucket}/`) || key === "") return new Response(null, { status: 404 });
      if (request.method === "PUT") {
        objects.set(key, new Uint8Array(await request.arrayBuffer()));
        return new Response(null);
      }
      if (request.method === "DELETE") {
        objects.delete(key);
        return new Response(null, { status: 204 });
      }
      const object = objects.get(key);
      const missing = "<Error><Code>NoSuchKey</Code></Error>";
      return object === undefined
        ? new Response(missing, { status: 404 })
        : get(new Uint8Array(object), request.headers.get("range"));
    },
  });
  return { url: server.url, objects, pageSize, refused, stop: () => server.stop(true) };
}
