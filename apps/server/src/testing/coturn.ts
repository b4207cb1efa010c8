/** For tests of every kind (Bun and Node): coturn on this machine's loopback. */
import { execFileSync, spawn } from "node:child_process";
import { createHash, createHmac, randomBytes, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TurnClient, type TurnLogin } from "./turn-client.ts";

const program = "/usr/bin/turnserver";

export type CoturnOptions = {
  /** Which ways in it offers; all unless told otherwise. */
  readonly udp?: boolean;
  readonly tcp?: boolean;
  readonly tls?: boolean;
  /** Text of a configuration to start from; what a test on loopback needs is put over it. */
  readonly base?: string;
  /** More settings, over everything else; null takes one out. */
  readonly settings?: Settings;
};

/** `true`: the name alone; a list: a line each. */
type Settings = Readonly<Record<string, string | number | true | readonly string[] | null>>;

export type Coturn = {
  /** As `CHAT_TURN_SECRET` and `CHAT_ICE_TURN_URLS` take them. */
  readonly secret: string;
  readonly urls: { readonly udp: string; readonly tcp: string; readonly tls: string };
  /** Those of the ways in that it offers, with commas. */
  readonly list: string;
  /** The certificate it shows over TLS, PEM. */
  readonly ca: string;
  /** Its key's hash: Chromium trusts it with `--ignore-certificate-errors-spki-list=`. */
  readonly spki: string;
  /** Credentials that die in so many seconds; negative: they are dead. */
  readonly login: (seconds: number, secret?: string) => TurnLogin;
  /** Everything it has said so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

/** Resolves when every way in answers. */
export async function startCoturn(options: CoturnOptions = {}): Promise<Coturn> {
  const { udp = true, tcp = true, tls = true } = options;
  const folder = mkdtempSync(join(tmpdir(), "coturn-"));
  const ca = makeCertificate(folder);
  const secret = randomBytes(24).toString("hex");
  const { guard, port } = await claimPorts();
  const conf = join(folder, "turnserver.conf");
  const own: Settings = {
    ...onLoopback(folder, port),
    "static-auth-secret": secret,
    "no-udp": udp ? null : true,
    "no-tcp": tcp ? null : true,
    "no-tls": tls ? null : true,
    ...options.settings,
  };
  writeFileSync(conf, merged(options.base ?? "", own));
  // It dies with this process, however that ends.
  const child = spawn("setpriv", ["--pdeathsig", "KILL", program, "-c", conf], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const hear = (data: unknown) => {
    said += String(data);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  let isOver = false;
  const over = new Promise<void>((resolve) => child.once("exit", resolve).once("error", resolve)).then(() => {
    isOver = true;
  });
  async function stop(): Promise<void> {
    child.kill("SIGKILL");
    await over;
    await new Promise((resolve) => guard.close(resolve));
    rmSync(folder, { recursive: true });
  }
  const urls = {
    udp: `turn:127.0.0.1:${port}?transport=udp`,
    tcp: `turn:127.0.0.1:${port}?transport=tcp`,
    tls: `turns:127.0.0.1:${port + 1}?transport=tcp`,
  };
  const offered = [...(udp ? [urls.udp] : []), ...(tcp ? [urls.tcp] : []), ...(tls ? [urls.tls] : [])];
  try {
    for (const url of offered) await answers(url, ca, () => isOver);
  } catch (cause) {
    await stop();
    throw new Error(`coturn does not run: ${said}`, { cause });
  }
  return {
    secret,
    urls,
    list: offered.join(","),
    ca,
    spki: createHash("sha256")
      .update(new X509Certificate(ca).publicKey.export({ type: "spki", format: "der" }))
      .digest("base64"),
    login(seconds, under = secret) {
      const username = `${Math.floor(Date.now() / 1000) + seconds}:test`;
      return { username, credential: createHmac("sha1", under).update(username).digest("base64") };
    },
    log: () => said,
    stop,
  };
}

const onLoopback = (folder: string, port: number): Settings => ({
  "listening-ip": "127.0.0.1",
  "relay-ip": "127.0.0.1",
  "external-ip": null,
  "aux-server": null,
  "listening-port": port,
  "tls-listening-port": port + 1,
  "min-port": port + portsForListening,
  "max-port": port + portsTogether - 1,
  "allow-loopback-peers": true,
  "use-auth-secret": true,
  realm: "test",
  cert: join(folder, certificate),
  pkey: join(folder, certificateKey),
  // Its own, so that several can run, and nothing of this machine's is read or written.
  pidfile: join(folder, "pid"),
  userdb: join(folder, "userdb"),
  "log-file": "stdout",
  "simple-log": null,
  "no-stdout-log": null,
  "no-cli": true,
  "no-dtls": true,
});

/** `base` without what `own` says anew, then that. */
function merged(base: string, own: Settings): string {
  const kept = base.split("\n").filter((line) => !Object.hasOwn(own, line.replace(/=.*/, "").trim()));
  const added = Object.entries(own).flatMap(([name, value]) => {
    if (value === null) return [];
    return value === true ? [name] : [value].flat().map((each) => `${name}=${each}`);
  });
  return [...kept, ...added, ""].join("\n");
}

const certificate = "cert.pem";
const certificateKey = "key.pem";

/** For 127.0.0.1 and localhost, signed by itself; PEM. */
function makeCertificate(folder: string): string {
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync(
    "openssl",
    ["req", "-x509", ...made, ...subject, "-keyout", certificateKey, "-out", certificate],
    { cwd: folder, stdio: "ignore" },
  );
  return readFileSync(join(folder, certificate), "utf8");
}

/**
 * coturn shares its ports with whoever asks (SO_REUSEPORT), so two of them could take each other's
 * datagrams. Each takes a block of its own below the system's own choices, and a socket that
 * shares nothing holds the block for as long as this process lives.
 */
const firstPort = 20_000;
const blocks = 60;
const portsTogether = 200;
const portsForListening = 10;

async function claimPorts(): Promise<{ readonly guard: Server; readonly port: number }> {
  const start = Math.floor(Math.random() * blocks);
  for (let n = 0; n < blocks; n += 1) {
    const port = firstPort + ((start + n) % blocks) * portsTogether;
    const guard = await claim(port + portsForListening - 1);
    if (guard !== null) return { guard, port };
  }
  throw new Error("no free ports for coturn");
}

const claim = (port: number): Promise<Server | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve(server));
    server.unref();
  });

/** How long it may take to begin, and the time between two looks, ms. */
const patience = 10_000;
const pause = 20;

/** Asks until it answers; it has no other sign of being ready. */
async function answers(url: string, ca: string, isOver: () => boolean): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    const client = await TurnClient.open(url, ca).catch(() => null);
    const address = await client?.bind().catch(() => null);
    client?.close();
    if (address) return;
    if (isOver() || Date.now() > until) throw new Error(`no answer at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
