import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";

const marker = "cpace-vectors.json";

/**
 * Folder of published test vectors (CFRG, Wycheproof): PUBLISHED_VECTORS, or a folder `vectors` in a neighbour
 * of this checkout. null when there is none; the tests over them are then not registered.
 */
export const published: string | null = find();

export const readPublished = <T>(name: string): T =>
  JSON.parse(readFileSync(join(published ?? "", name), "utf8")) as T;

function find(): string | null {
  const named = process.env["PUBLISHED_VECTORS"];
  if (named !== undefined) return existsSync(join(named, marker)) ? named : null;
  const around = join(import.meta.dir, "../../../..");
  const [found] = new Glob(`*/vectors/${marker}`).scanSync(around);
  return found === undefined ? null : join(around, found, "..");
}
