/** coturn in the namespace in the middle, with an address that is public to everybody here. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { internet, type Lab } from "./lab.ts";
import { bound, stop } from "./processes.ts";

export type Relay = {
  /** As the server's configuration takes them. */
  readonly env: { readonly CHAT_ICE_TURN_URLS: string; readonly CHAT_TURN_SECRET: string };
  readonly stop: () => Promise<void>;
};

/** The port of TURN (RFC 8656). */
const port = 3478;

/** Over UDP and TCP. */
export async function startRelay(lab: Lab): Promise<Relay> {
  const folder = mkdtempSync(join(tmpdir(), "relay-"));
  const secret = randomBytes(24).toString("hex");
  const conf = join(folder, "turnserver.conf");
  writeFileSync(
    conf,
    [
      `listening-ip=${internet}`,
      `relay-ip=${internet}`,
      `listening-port=${port}`,
      "use-auth-secret",
      `static-auth-secret=${secret}`,
      "realm=test",
      `pidfile=${join(folder, "pid")}`,
      `userdb=${join(folder, "userdb")}`,
      "log-file=stdout",
      "no-cli",
      "no-tls",
      "no-dtls",
      "",
    ].join("\n"),
  );
  const [command, ...args] = [...bound, ...lab.at("net"), "/usr/bin/turnserver", "-c", conf];
  const child = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  await listens(child);
  return {
    env: {
      CHAT_ICE_TURN_URLS: ["udp", "tcp"].map((way) => `turn:${internet}:${port}?transport=${way}`).join(","),
      CHAT_TURN_SECRET: secret,
    },
    async stop() {
      await stop(child);
      rmSync(folder, { recursive: true });
    },
  };
}

/** How long it may take to begin, and the time between two looks, ms. */
const patience = 10_000;
const pause = 20;

/** It does not say when it is ready: its sockets show it. */
async function listens(child: ChildProcess): Promise<void> {
  let said = "";
  const hear = (data: unknown) => {
    said += String(data);
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const written = `:${port.toString(16).toUpperCase().padStart(4, "0")} `;
  const isOpen = (protocol: string) =>
    readFileSync(`/proc/${child.pid}/net/${protocol}`, "utf8").includes(written);
  const until = Date.now() + patience;
  while (!isOpen("udp") || !isOpen("tcp")) {
    if (child.exitCode !== null || Date.now() > until) throw new Error(`coturn does not run: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
