import { expect, test } from "bun:test";
import { addressOf, newsIn } from "./news.ts";

test("[SR2] [SR3] an address says what became of a room, and nothing else is taken for news", () => {
  expect(addressOf("/", "room-full")).toBe("/?error=room-full");
  expect(addressOf("/sk/", "room-not-found")).toBe("/sk/?error=room-not-found");
  expect(addressOf("/", "destroyed")).toBe("/?destroyed=true");
  for (const said of ["room-full", "room-not-found", "destroyed"] as const)
    expect(newsIn(addressOf("", said))).toBe(said);
  for (const search of ["", "?error=", "?error=<b>", "?destroyed=1", "?utm_source=x"])
    expect(newsIn(search)).toBeNull();
});
