/** The name this device gives its person in rooms until the person chooses another (SR1). */
import type { Ports } from "../ports.ts";

const animals = [
  "otter",
  "heron",
  "lynx",
  "finch",
  "badger",
  "marten",
  "stork",
  "hare",
  "owl",
  "vole",
  "swift",
  "newt",
  "falcon",
  "beaver",
  "robin",
  "ibex",
] as const;

const shelfName = "co:name";

/** Kept on the device, and nowhere else. A device that keeps nothing gets a fresh one. */
export async function localName(ports: Pick<Ports, "vault" | "random">): Promise<string> {
  const kept = await ports.vault.read("device", shelfName).catch(() => null);
  if (kept !== null && kept !== "") return kept;
  const name = newName(ports.random);
  await keepName(ports, name);
  return name;
}

export async function keepName({ vault }: Pick<Ports, "vault">, name: string): Promise<void> {
  try {
    await vault.write("device", shelfName, name);
  } catch {
    // Storage full or blocked: the name holds for this page.
  }
}

/** Like `anonymous-otter-4f2a1`. */
export function newName(random: (length: number) => Uint8Array): string {
  const [first = 0, ...rest] = random(4);
  const tail = rest.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `anonymous-${animals[first % animals.length]}-${tail.slice(0, 5)}`;
}
