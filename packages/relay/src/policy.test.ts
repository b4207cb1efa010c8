import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

test("no rule knows a product by name outside the policy table and admission", () => {
  const named = /token.?session|secure.?room|direct.?chat|account.?chat/i;
  const files = readdirSync(import.meta.dir, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .filter((name) => name !== "policy.ts" && !name.startsWith("admission"));
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((name) => named.test(readFileSync(join(import.meta.dir, name), "utf8")))).toEqual([]);
});
