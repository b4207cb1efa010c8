import { expect, test } from "bun:test";
import fc from "fast-check";
import { cleanName, isProgram, safeType } from "./name.ts";

test.each([
  ["contract.pdf", "contract.pdf"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Windows\\system32\\evil.dll", "evil.dll"],
  ["invoice\u202Egpj.exe", "invoicegpj.exe"],
  ["a\u0000b\r\n.txt", "ab.txt"],
  ["zero\u200bwidth\ufeff.txt", "zerowidth.txt"],
  ["CON.txt", "_CON.txt"],
  ["nul", "_nul"],
  ["com1.tar.gz", "_com1.tar.gz"],
  [".bashrc", "bashrc"],
  ["name.txt. . .", "name.txt"],
  ['a<b>:"|?*.txt', "ab.txt"],
  ["", "file"],
  ["...", "file"],
  ["folder/", "file"],
  ["slash\u2215like\uff0fslash.txt", "slashlikeslash.txt"],
  ["<img src=x onerror=alert(1)>.png", "img src=x onerror=alert(1).png"],
  ["výpis účtu 2026.pdf", "výpis účtu 2026.pdf"],
])("[FI1] %p is shown and saved as %p", (given, clean) => {
  expect(cleanName(given)).toBe(clean);
});

test("[FI1] whatever the name, it stays one, and cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (given) => {
      const clean = cleanName(given);
      expect(clean).not.toBe("");
      expect([...clean].length).toBeLessThanOrEqual(120);
      expect(clean).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u);
      expect(cleanName(clean)).toBe(clean);
    }),
  );
});

test("[FI1] a long name keeps its ending", () => {
  const clean = cleanName(`${"a".repeat(300)}.tar`);
  expect(clean).toEndWith("….tar");
  expect([...clean]).toHaveLength(120);
});

test("[FI1] what may run something is told, by the ending that counts", () => {
  for (const name of ["a.exe", "A.EXE", "photo.jpg.scr", "x.apk", "page.html", "p.svg", "m.docm", "i.iso"])
    expect(isProgram(name)).toBe(true);
  for (const name of ["a.pdf", "exe", "exe.txt", "a.jpg", "b.docx", "noending"])
    expect(isProgram(name)).toBe(false);
});

test("[FI3] only the five kinds of picture keep their type", () => {
  expect(safeType("image/avif")).toBe("image/avif");
  for (const type of ["image/svg+xml", "text/html", "application/pdf", "image/PNG", ""])
    expect(safeType(type)).toBe("application/octet-stream");
});
