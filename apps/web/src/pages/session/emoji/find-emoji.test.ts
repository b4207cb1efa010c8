import { expect, test } from "bun:test";
import { findEmoji } from "./find-emoji.ts";

const groups = {
  things: { title: "Veci", names: { "🔑": "kľúč", "🎸": "gitara", "🔧": "kľúč, náradie" } },
  food: { title: "Jedlo", names: { "☕": "káva" } },
};
const found = (query: string) =>
  findEmoji(groups, query).flatMap(({ emoji }) => emoji.map((one) => one.emoji));

test("[UX] emoji are found by the beginning of a word, with or without accents", () => {
  expect(found("kluc")).toEqual(["🔑", "🔧"]);
  expect(found("NÁR")).toEqual(["🔧"]);
  expect(found("ava")).toEqual([]);
  expect(found("").length).toBe(4);
});
