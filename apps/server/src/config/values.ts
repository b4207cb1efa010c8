/** Parsers of single values; each throws an error whose message completes "NAME …". */

export const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new Error(`must be a whole number from ${least} to ${most}`);
    return value;
  };

/** A number of bytes. */
export const bytes =
  (most: number) =>
  (text: string): number => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value <= most)) throw new Error(`must be a whole number of bytes from 0 to ${most}`);
    return value;
  };

/** What stands before every key in a bucket: folders, the last one closed. */
export function keyPrefix(text: string): string {
  if (!/^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*$/.test(text))
    throw new Error("must be empty or end with a slash, like chat/");
  return text;
}

export function flag(text: string): boolean {
  if (/^(on|true|yes|1)$/i.test(text)) return true;
  if (/^(off|false|no|0)$/i.test(text)) return false;
  throw new Error("must be on or off");
}

/** An http(s) origin, or null for none. */
export function url(text: string): URL | null {
  if (text === "") return null;
  const parsed = URL.canParse(text) ? new URL(text) : null;
  const isOrigin = parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.pathname === "/";
  if (!isOrigin || parsed.search !== "" || parsed.hash !== "" || parsed.username !== "") {
    throw new Error("must be an address without a path, like https://chat.example.org");
  }
  return parsed;
}

/** At least as long as 128 bits written in hex. */
export function secretText(text: string): string | null {
  if (text === "") return null;
  if (text.length < 32) throw new Error("must have at least 32 characters; leave it out to have one made");
  return text;
}

/** `sqlite:///relative`, `sqlite:////absolute`, `sqlite:///:memory:`. */
export function sqlitePath(text: string): string {
  if (/^postgres(ql)?:\/\//.test(text)) {
    throw new Error(
      "names PostgreSQL, which is not available in this version; use sqlite:///data/chatorbit.db",
    );
  }
  const path = /^sqlite:\/\/\/(.+)$/.exec(text)?.[1];
  if (path === undefined) throw new Error("must look like sqlite:///data/chatorbit.db");
  return path;
}

/** `*`, one origin, a comma-separated list, or a JSON array. */
export function originList(text: string): readonly string[] | "*" {
  const names = text.trim().startsWith("[") ? jsonNames(text) : text.split(",");
  const trimmed = names.map((name) => name.trim()).filter((name) => name !== "");
  if (trimmed.includes("*")) return "*";
  return trimmed.map((name) => {
    const origin = URL.canParse(name) ? new URL(name).origin : "null";
    if (origin === "null")
      throw new Error(`holds "${name}", which is no origin like https://chat.example.org`);
    return origin;
  });
}

function jsonNames(text: string): string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const isNames = (names: unknown): names is string[] =>
    Array.isArray(names) && names.every((name) => typeof name === "string");
  if (!isNames(value)) throw new Error("must be *, a list with commas, or a JSON array of strings");
  return value;
}
