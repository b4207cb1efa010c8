// FastAPI comes from Debian, the way a person who runs it there has it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { bench } from "./paths.mjs";

const python = "/usr/bin/python3";
const packages = ["fastapi", "uvicorn", "websockets", "uvloop", "httptools"];

const isThere = () =>
  existsSync(python) && spawnSync(python, ["-c", `import ${packages.join(", ")}`]).status === 0;

let found = null;

/** Why FastAPI has to be left out, or null. Installs it where that is allowed. */
export function whyNoFastapi() {
  found ??= { why: search() };
  return found.why;
}

function search() {
  if (isThere()) return null;
  const names = packages.map((name) => `python3-${name}`);
  const mayInstall = process.getuid() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall) return `${names.join(" ")} are not installed, and only root may install them with apt`;
  console.error(`bench: apt-get install ${names.join(" ")}`);
  const apt = (...args) =>
    spawnSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      timeout: 60_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  apt("update", "-q");
  apt("install", "-qy", "--no-install-recommends", ...names);
  return isThere() ? null : `apt could not install ${names.join(" ")}`;
}

const flags =
  "--log-level warning --no-access-log --backlog 4096 --loop uvloop --http httptools --ws websockets";

/** How `startServer` starts a FastAPI app of peers/. */
export const uvicorn =
  (app, env = {}) =>
  (port) => ({
    command: `${python} -m uvicorn ${app}:app --host 127.0.0.1 --port ${port} ${flags}`.split(" "),
    options: {
      cwd: join(bench, "peers"),
      env: { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: "1", ...env },
    },
  });
