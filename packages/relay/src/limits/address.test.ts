import { expect, test } from "bun:test";
import { addressKey } from "./address.ts";

test("IPv4 counts as it is, however it is written", () => {
  for (const same of ["192.0.2.1", "::ffff:192.0.2.1", "::FFFF:192.0.2.1", "192.0.2.1:5678"]) {
    expect(addressKey(same)).toBe("192.0.2.1");
  }
});

test("IPv6 counts by its /64", () => {
  const same = [
    "2001:db8:1:2::1",
    "2001:DB8:1:2:ffff:ffff:ffff:ffff",
    "2001:0db8:0001:0002::",
    "[2001:db8:1:2::9]:443",
  ];
  for (const address of same) expect(addressKey(address)).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:db8:1:3::1")).not.toBe(addressKey("2001:db8:1:2::1"));
  expect(addressKey("::1")).toBe("0:0:0:0::/64");
  expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
});

test("what is no address is none", () => {
  const no = [
    "",
    "unknown",
    "1.2.3",
    "300.1.1.1",
    "1.2.3.4.5",
    "1::2::3",
    "12345::",
    ":::",
    "2001:db8",
    "a:b:c:d:e:f:1:2:3",
    "x".repeat(999),
  ];
  for (const text of no) expect({ text, key: addressKey(text) }).toEqual({ text, key: null });
});
