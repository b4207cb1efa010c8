import { messageLength, roomTtlSeconds, ttlMinutes, type Validity, validities } from "@chatorbit/protocol";

export type Options = {
  readonly server: string | null;
  readonly language: string | null;
  readonly isJson: boolean;
};

export type Command =
  | ({
      readonly name: "new";
      readonly validity: Validity;
      readonly minutes: number;
      readonly characters: number;
    } & Options)
  | ({ readonly name: "room"; readonly minutes: number } & Options)
  | ({ readonly name: "chat"; readonly code: string } & Options)
  | ({ readonly name: "help" } & Options);

const roomMinutes = {
  least: roomTtlSeconds.least / 60,
  most: roomTtlSeconds.most / 60,
  usual: roomTtlSeconds.usual / 60,
};

export type BadNumber = { readonly name: string; readonly least: number; readonly most: number };

/** What was asked for, or which number is out of range. Anything else unknown is a question for help. */
export function readArgs(args: readonly string[]): Command | BadNumber {
  const flags = new Map<string, string>();
  const words: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (arg === "--json") flags.set("json", "");
    else if (arg.startsWith("--")) flags.set(arg.slice(2), args[(index += 1)] ?? "");
    else words.push(arg);
  }
  const options = {
    server: flags.get("server") ?? null,
    language: flags.get("language") ?? null,
    isJson: flags.has("json"),
  };
  const known = new Set(["server", "language", "json", "valid", "minutes", "characters"]);
  if ([...flags.keys()].some((name) => !known.has(name))) return { name: "help", ...options };
  const [name, ...rest] = words;
  if (name === "chat" && rest.length > 0) return { name, code: rest.join(" "), ...options };
  if (name === "room" && rest.length === 0 && !flags.has("valid") && !flags.has("characters")) {
    const minutes = whole(flags, "minutes", roomMinutes);
    return typeof minutes === "object" ? minutes : { name, minutes, ...options };
  }
  if (name !== "new" || rest.length > 0) return { name: "help", ...options };
  const valid = flags.get("valid") ?? "day";
  if (!(valid in validities)) return { name: "help", ...options };
  const minutes = whole(flags, "minutes", ttlMinutes);
  const characters = whole(flags, "characters", messageLength);
  if (typeof minutes === "object") return minutes;
  if (typeof characters === "object") return characters;
  return { name, validity: valid as Validity, minutes, characters, ...options };
}

function whole(
  flags: ReadonlyMap<string, string>,
  name: string,
  { least, most, usual }: { readonly least: number; readonly most: number; readonly usual: number },
): number | BadNumber {
  const text = flags.get(name);
  if (text === undefined) return usual;
  const value = Number(text);
  return Number.isInteger(value) && value >= least && value <= most
    ? value
    : { name: `--${name}`, least, most };
}
