import { type Config, ConfigError, printable, readConfig } from "./config/config.ts";
import { processEnv } from "./config/env.ts";
import { filesIn } from "./http/static-files.ts";
import { greeting } from "./lan.ts";
import { jsonLog } from "./log.ts";
import { type ServerParts, startServer } from "./server.ts";

const webFolder = `${import.meta.dir}/../../web/dist`;

/**
 * Runs a command line: nothing serves until a signal ends it, `config --print` shows the
 * configuration. `embedded` files stand in for the built web app.
 */
export async function serve(
  embedded?: ReadonlyMap<string, string>,
  args: readonly string[] = process.argv.slice(2),
  more: Pick<ServerParts, "hasLocalDevices"> = {},
): Promise<void> {
  const config = checkedConfig();
  if (config === null) return exitWith(1);
  const command = args.join(" ");
  if (command === "config --print") return console.log(printable(config));
  if (command !== "") {
    console.error(`Unknown command "${command}". There is: config --print`);
    return exitWith(1);
  }
  return run(config, embedded, more);
}

async function run(
  config: Config,
  embedded: ReadonlyMap<string, string> | undefined,
  more: Pick<ServerParts, "hasLocalDevices">,
): Promise<void> {
  // What we write is nobody else's to read: database, keys.
  process.umask(0o077);
  const log = jsonLog((line) => console.log(line), Date.now);
  const files = embedded ?? (await filesIn(webFolder));
  if (files.size === 0) log.warn("the web app is not built: serving the API only");
  const server = await startServer({ config, log, files, ...more }).catch((cause: unknown) => {
    console.error(whyNotListening(cause, config) ?? cause);
    return null;
  });
  if (server === null) return process.exit(1);
  for (const line of greeting(config, server.port)) console.log(line);
  log.info("started", { port: server.port });
  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    await server.stop();
    log.info("stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void end());
}

/** The everyday reasons in a sentence; null for anything else. */
function whyNotListening(cause: unknown, { host, port }: Config): string | null {
  const code = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : null;
  if (code === "EADDRINUSE") return `Port ${port} is taken. Choose another: PORT=${port + 1} npm start`;
  if (code === "EACCES") return `Port ${port} needs more rights than this user has. Choose one above 1023.`;
  // A name that leads nowhere comes with whatever code the system had left over.
  const isListening = cause instanceof Error && cause.message.endsWith(", listen");
  return isListening && code !== "EMFILE" ? `HOST=${host} is no address of this machine.` : null;
}

function checkedConfig(): Config | null {
  try {
    return readConfig(processEnv());
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    console.error(cause.message);
    return null;
  }
}

function exitWith(code: number): void {
  process.exitCode = code;
}
