import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { groupCommit } from "./group-commit.ts";

test("[OP4] a commit that cannot even be rolled back is told to those who wait, and to nobody else", async () => {
  const database = new Database(":memory:");
  const prepare = database.prepare.bind(database);
  const broken = (text: string) => () => {
    throw new Error(`${text} broke`);
  };
  database.prepare = ((text: string) =>
    text === "COMMIT" || text === "ROLLBACK"
      ? { run: broken(text) }
      : prepare(text)) as unknown as typeof prepare;
  const commit = groupCommit(database);
  const [one, other] = await Promise.allSettled([commit(() => 1), commit(() => 2)]);
  for (const each of [one, other])
    expect(String((each as PromiseRejectedResult).reason)).toContain("COMMIT broke");
});
