import { expect, test } from "bun:test";
import { cookies } from "./cookies.ts";

const said = (...lines: readonly string[]) => {
  const headers = new Headers();
  for (const line of lines) headers.append("set-cookie", line);
  return headers;
};

test("[SR2] a terminal keeps the seats of rooms as a browser does, and gives them back", () => {
  const jar = cookies("http://x");
  expect(jar.sent()).toEqual({ origin: "http://x" });
  jar.heard(said("seat-a=one; Max-Age=600; Path=/; HttpOnly", "__Host-seat-b=two==; Path=/"));
  expect(jar.sent()).toEqual({ origin: "http://x", cookie: "seat-a=one; __Host-seat-b=two==" });
  jar.heard(said("seat-a=; Max-Age=0; Path=/", "nonsense"));
  expect(jar.sent()).toEqual({ origin: "http://x", cookie: "__Host-seat-b=two==" });
  jar.heard(new Headers());
  expect(jar.sent()).toHaveProperty("cookie");
});
