import { expect, test } from "bun:test";
import fc from "fast-check";
import { codeOf, expectCode } from "../../testing/expect-code.ts";
import { code, token } from "../../testing/devices.ts";
import { systemRandom } from "../../testing/random.ts";
import { checkSecret, formatCode, isToken, newSecret, parseJoinCode } from "../index.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const symbols = (length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((list) => list.join(""));

test("[CR1] a new secret is 7 random symbols and the check symbol of this token", () => {
  const secret = newSecret(token, systemRandom);
  expect(secret).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(checkSecret(token, secret)).toBe(true);
  expect(newSecret(token, systemRandom)).not.toBe(secret);
  expectCode(() => newSecret("too short", systemRandom), "code_format");
});

test("[CR1] a code is read in any case, spacing and with the letters people confuse", () => {
  const written = formatCode(token, code.secret8);
  expect(written).toMatch(/^(.{4}-){4}.{4}$/);
  const forms = [
    written,
    written.toLowerCase(),
    ` ${written.replaceAll("-", "  ")}\n`,
    written.replaceAll("1", "l").replaceAll("0", "o"),
    written.replaceAll("1", "I").replaceAll("0", "O"),
    `${token}#${code.secret8}`,
  ];
  for (const form of forms) expect(parseJoinCode(form)).toEqual({ token, secret: code.secret8 });
});

test("[CR1] a link is read with whatever a messenger puts around and into it", () => {
  const link = `https://chat.example/session/${token}#${code.secret8}`;
  const forms = [
    link,
    link.toLowerCase(),
    `Join me: ${link}.`,
    `<${link}>`,
    link.replace("#", "?utm_source=x#"),
    link.replace("#", "/#"),
    `chat.example/session/${token}#${code.secret8} see you there`,
  ];
  for (const form of forms) expect(parseJoinCode(form)).toEqual({ token, secret: code.secret8 });
});

test("[CR1] a token without its secret is told apart: the link lost what stands behind #", () => {
  for (const text of [token, "abcd-1234-wxyz", `https://x/session/${token}`, `https://x/session/${token}#`])
    expectCode(() => parseJoinCode(text), "code_no_secret");
});

test("[CR1] anything else is a wrong format", () => {
  const forms = ["", "hello", token.slice(1), `${token}ABC`, `U${token.slice(1)}${code.secret8}`];
  const links = [`https://x/session/#${code.secret8}`, `https://x/session/${token}#2.${code.secret8}`];
  for (const text of [...forms, ...links, `${token}${code.secret8}0`])
    expectCode(() => parseJoinCode(text), "code_format");
});

test("[CR1] 31 of 32 single typing errors are caught before anything is sent", () => {
  let caught = 0;
  let tried = 0;
  const right = token + code.secret8;
  for (let at = 0; at < right.length; at++) {
    for (const symbol of alphabet) {
      if (symbol === right[at]) continue;
      tried++;
      const typed = right.slice(0, at) + symbol + right.slice(at + 1);
      if (codeOf(() => parseJoinCode(typed)) === "code_typo") caught++;
    }
  }
  expect(caught / tried).toBeGreaterThan(0.93);
});

test("[CR1] what is made is read back, for any token", () => {
  fc.assert(
    fc.property(symbols(12), (any) => {
      expect(isToken(any)).toBe(true);
      const secret = newSecret(any, systemRandom);
      expect(parseJoinCode(formatCode(any, secret))).toEqual({ token: any, secret });
    }),
  );
});

test("[CR1] letters whose upper case is another letter are not turned into symbols", () => {
  const typed = token.slice(0, 11) + "ß" + code.secret8;
  expectCode(() => parseJoinCode(typed), "code_format");
});
