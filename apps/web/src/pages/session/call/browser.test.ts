import { expect, test } from "bun:test";
import { browserOf } from "./browser.ts";

const of = (userAgent: string, maxTouchPoints = 0) => browserOf({ userAgent, maxTouchPoints });
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

test("[CA6] the help names the menus of the browser one has", () => {
  expect(of(`${mac} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0`)).toBe(
    "chromium",
  );
  expect(of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")).toBe("firefox");
  expect(of(`${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15`)).toBe("safari");
  expect(of(`${mac} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15`, 5)).toBe("ios");
  expect(of("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) CriOS/140.0 Safari/604.1")).toBe("ios");
  expect(of("Lynx/2.9")).toBe("unknown");
});
