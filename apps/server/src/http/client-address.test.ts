import { expect, test } from "bun:test";
import { clientAddress } from "./client-address.ts";

test("the address is the Nth from the right for N proxies, never what a client made up", () => {
  expect(clientAddress("9.9.9.9", "1.2.3.4", 0)).toBe("9.9.9.9");
  expect(clientAddress("9.9.9.9", null, 1)).toBe("9.9.9.9");
  expect(clientAddress("9.9.9.9", "6.6.6.6, 1.2.3.4", 1)).toBe("1.2.3.4");
  expect(clientAddress("9.9.9.9", "6.6.6.6, 1.2.3.4", 2)).toBe("6.6.6.6");
  expect(clientAddress("9.9.9.9", "1.2.3.4", 2)).toBe("9.9.9.9");
  expect(clientAddress("9.9.9.9", "2001:db8::1", 1)).toBe("2001:db8::1");
  for (const noise of ["", "unknown", "for=1.2.3.4", "<script>", "1.2.3.4, "]) {
    expect(clientAddress("9.9.9.9", noise, 1)).toBe("9.9.9.9");
  }
});
