import { expect, test } from "bun:test";
import { linkify } from "./linkify.ts";

const links = (text: string) =>
  linkify(text)
    .filter(({ href }) => href !== null)
    .map(({ text: shown }) => shown);

test("[UX] addresses become links, the sentence around them does not", () => {
  expect(links("See https://example.org/a?b=c#d.")).toEqual(["https://example.org/a?b=c#d"]);
  expect(links("(https://example.org/wiki/A_(b)), www.example.org!")).toEqual([
    "https://example.org/wiki/A_(b)",
    "www.example.org",
  ]);
  expect(links("(see https://example.org)")).toEqual(["https://example.org"]);
  expect(links("e.g. example.org or a@b.org")).toEqual([]);
});

test("[UX] nothing but http and https is ever a link", () => {
  expect(links("javascript:alert(1) data:text/html,x file:///etc/passwd")).toEqual([]);
  expect(linkify("https://").every(({ href }) => href === null)).toBe(true);
});

test("[UX] no character of the text is lost", () => {
  const text = "a https://x.org/ž, b\nwww.y.sk) 😀 <script>";
  expect(
    linkify(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});

test("[UX] an address of many closing brackets is read in one pass", () => {
  const text = `https://x.org/${").".repeat(50_000)}`;
  expect(links(text)).toEqual(["https://x.org/"]);
});
