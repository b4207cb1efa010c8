import type { Journal, Step } from "@chatorbit/relay";

export type Log = {
  readonly info: (event: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (event: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly error: (event: string, cause: unknown) => void;
};

/** JSON lines. Callers pass no token, key, body or address. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  const line = (level: string, event: string, fields: Readonly<Record<string, unknown>> = {}) =>
    write(JSON.stringify({ time: new Date(now()).toISOString(), level, event, ...fields }));
  return {
    info: (event, fields) => line("info", event, fields),
    warn: (event, fields) => line("warn", event, fields),
    error: (event, cause) => line("error", event, causeOf(cause)),
  };
}

/** Kind and place of an error. Its message stays out: messages quote what they choked on. */
function causeOf(cause: unknown): Readonly<Record<string, unknown>> {
  if (!(cause instanceof Error)) return { error: typeof cause };
  const code = "code" in cause ? cause.code : undefined;
  return {
    error: cause.name,
    code,
    stack: cause.stack?.split("\n").filter((frame) => /^\s*at /.test(frame)),
  };
}

/** The relay's steps as log lines, one each. */
export const journalTo =
  (log: Log): Journal =>
  (step: Step) => {
    if (step.step === "failed") return log.error(`${step.what} failed`, step.cause);
    const { step: name, ...fields } = step;
    log.info(name === "purged" ? "sessions purged" : `session ${name}`, fields);
  };
