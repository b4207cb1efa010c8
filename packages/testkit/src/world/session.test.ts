import { expect, test } from "bun:test";
import { meet } from "./meet.ts";
import { World } from "./world.ts";

test("[TS2] [TS3] [TS9] two devices meet by a code and talk", async () => {
  const world = new World(1);
  const { ann, bob } = await meet(world);
  ann.model.send("ahoj", null);
  bob.model.send("čau", null);
  const haveBoth = () => ann.words("peer").length === 1 && bob.words("peer").length === 1;
  expect(await world.until(haveBoth)).toBe(true);
  expect([ann.words("peer"), bob.words("peer")]).toEqual([["čau"], ["ahoj"]]);
  expect(world.failures).toEqual([]);
});
