/** For tests of every kind (Bun and Node): coturn on this machine's loopback. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
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
  /** Only the ways in that it offers, with commas. */
  readonly list: string;
  /** The certificate it shows over TLS, PEM, and its key's hash as `--ignore-certificate-errors-spki-list` takes it. */
  readonly ca: string;
  readonly spki: string;
  /** Credentials that die in so many seconds; negative: they are dead. */
  readonly login: (seconds: number, secret?: string) => TurnLogin;
  /** Everything it has said so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

/** Resolves when every way in answers. */
export async function startCoturn(options: CoturnOptions = {}): Promise<Coturn> {
  const { udp = true, tcp = true, tls = true, base = "", settings = {} } = options;
  const folder = mkdtempSync(join(tmpdir(), "coturn-"));
  const cert = join(folder, "cert.pem");
  const key = join(folder, "key.pem");
  const conf = join(folder, "turnserver.conf");
  makeCertificate(cert, key);
  const secret = randomBytes(24).toString("hex");
  const { guard, port } = await claimPorts();
  const own: Settings = {
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
    "static-auth-secret": secret,
    realm: "test",
    cert,
    pkey: key,
    // Its own, so that several can run, and nothing of this machine's is read or written.
    pidfile: join(folder, "pid"),
    userdb: join(folder, "userdb"),
    "log-file": "stdout",
    "no-stdout-log": null,
    "proc-user": null,
    "proc-group": null,
    "no-cli": true,
    "no-udp": udp ? null : true,
    "no-dtls": true,
    "no-tcp": tcp ? null : true,
    "no-tls": tls ? null : true,
    ...settings,
  };
  writeFileSync(conf, merged(base, own));
  const child = spawn(program, ["-c", conf], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data: Buffer) => {
      said += data.toString();
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", (cause) => {
      said += String(cause);
      resolve();
    });
  });
  async function stop(): Promise<void> {
    process.off("exit", kill);
    kill();
    await ended;
    await new Promise((resolve) => guard.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  }
  const ca = readFileSync(cert, "utf8");
  const urls = {
    udp: `turn:127.0.0.1:${port}?transport=udp`,
    tcp: `turn:127.0.0.1:${port}?transport=tcp`,
    tls: `turns:127.0.0.1:${port + 1}?transport=tcp`,
  };
  const offered = [...(udp ? [urls.udp] : []), ...(tcp ? [urls.tcp] : []), ...(tls ? [urls.tls] : [])];
  try {
    for (const url of offered) await answers(url, ca, child);
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

/** `base` without what `own` says anew, then that. */
function merged(base: string, own: Settings): string {
  const kept = base.split("\n").filter((line) => !Object.hasOwn(own, line.replace(/=.*/, "").trim()));
  const added = Object.entries(own).flatMap(([name, value]) => {
    if (value === null) return [];
    return value === true ? [name] : [value].flat().map((each) => `${name}=${each}`);
  });
  return [...kept, ...added, ""].join("\n");
}

function makeCertificate(cert: string, key: string): void {
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", ["req", "-x509", ...made, ...subject, "-keyout", key, "-out", cert], {
    stdio: "ignore",
  });
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

/** How long it may take to begin, and between two looks, ms. */
const patience = 10_000;
const pause = 20;

/** Asks until it answers; it has no other sign of being ready. */
async function answers(url: string, ca: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + patience;
  for (;;) {
    const client = await TurnClient.open(url, ca).catch(() => null);
    const address = await client?.bind().catch(() => null);
    client?.close();
    if (address) return;
    if (child.exitCode !== null || Date.now() > until) throw new Error(`no answer at ${url}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
