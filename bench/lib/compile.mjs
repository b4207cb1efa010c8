import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { bench } from "./paths.mjs";
import { tempPath } from "./temp.mjs";

/** Compiles C sources with the machine's compiler; the path of the program. */
function compile(name, sources) {
  const program = tempPath(name);
  execFileSync("cc", ["-O2", "-o", program, ...sources], { stdio: ["ignore", "inherit", "inherit"] });
  return program;
}

const folder = join(bench, "generator");
let generator = null;

export function generatorPath() {
  generator ??= compile(
    "generator",
    readdirSync(folder)
      .filter((file) => file.endsWith(".c"))
      .map((file) => join(folder, file)),
  );
  return generator;
}

export const rawRelayPath = () => compile("raw-relay", [join(bench, "peers/raw-relay.c")]);
