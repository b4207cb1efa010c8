import { expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { lifetime, turnLogin } from "./credentials.ts";

test("[CA3] the name carries its expiry, the password is its HMAC-SHA1 in base64", () => {
  const { username, credential } = turnLogin("s".repeat(32), 1_700_000_600, "AbC-_9");
  expect(username).toBe("1700000600:AbC-_9");
  expect(credential).toBe(createHmac("sha1", "s".repeat(32)).update(username).digest("base64"));
  // printf 1700000600:AbC-_9 | openssl dgst -sha1 -hmac ssssssssssssssssssssssssssssssss -binary | base64
  expect(credential).toBe("GgeruQNIy0+Tp3KDqiy9uluozEI=");
  expect(lifetime).toBeLessThanOrEqual(600);
});
