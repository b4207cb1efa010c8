import { expect, test } from "bun:test";
import { readArgs } from "./args.ts";

const options = { server: null, language: null, isJson: false };

test("[OP6] new and chat are understood, with their limits", () => {
  expect(readArgs(["new"])).toEqual({
    name: "new",
    validity: "day",
    minutes: 60,
    characters: 2000,
    ...options,
  });
  expect(readArgs(["new", "--minutes", "5", "--valid", "week", "--json"])).toEqual({
    name: "new",
    validity: "week",
    minutes: 5,
    characters: 2000,
    ...options,
    isJson: true,
  });
  expect(readArgs(["chat", "ABCD", "1234", "--server", "http://x"])).toEqual({
    name: "chat",
    code: "ABCD 1234",
    ...options,
    server: "http://x",
  });
});

test("[SR1] [OP6] room is understood, with how long it lives", () => {
  expect(readArgs(["room"])).toEqual({ name: "room", minutes: 10, ...options });
  expect(readArgs(["room", "--minutes", "360"])).toEqual({ name: "room", minutes: 360, ...options });
  expect(readArgs(["room", "--minutes", "9"])).toEqual({ name: "--minutes", least: 10, most: 1440 });
  for (const more of [["--valid", "day"], ["--characters", "300"], ["x"]])
    expect(readArgs(["room", ...more])).toEqual({ name: "help", ...options });
});

test("[OP6] what is not understood asks for help, a number out of range says its range", () => {
  for (const args of [
    [],
    ["chat"],
    ["dance"],
    ["new", "--loud", "1"],
    ["new", "--valid", "eon"],
    ["new", "code"],
  ]) {
    expect(readArgs(args)).toEqual({ name: "help", ...options });
  }
  expect(readArgs(["new", "--minutes", "0"])).toEqual({ name: "--minutes", least: 1, most: 10_000 });
  expect(readArgs(["new", "--characters", "many"])).toEqual({
    name: "--characters",
    least: 200,
    most: 16_000,
  });
});
