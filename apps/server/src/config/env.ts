/** The environment as strings; empty counts as not set. Nothing else reads it. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What the process was started with; Bun has added `.env` of the working directory. */
export const processEnv = (): Env =>
  Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined && value !== ""));
