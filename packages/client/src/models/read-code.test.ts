import { expect, test } from "bun:test";
import { linkOrigin, readCode, readRoomLink } from "./read-code.ts";

test("[TS2] whatever is no code is told like one with a typing mistake; a bare token asks for its other half", () => {
  for (const text of ["ABC", "hello", "", "ABCD-1234-WXYZ-K7QM-9D2D"])
    expect(readCode(text)).toBe("code-typo");
  expect(readCode("ABCD-1234-WXYZ")).toBe("secret-missing");
});

test("[TS2] a link names its server, wherever it stands in the text and however it is disguised", () => {
  const path = "/session/ABCD1234WXYZ#K7QM9D2A";
  for (const [text, origin] of [
    [`https://evil.example${path}`, "https://evil.example"],
    [`see: HTTP://Chat.Example:4800${path} now`, "http://chat.example:4800"],
    [`https://chat.example@evil.example${path}`, "https://evil.example"],
    [`see:https://evil.example${path}`, "https://evil.example"],
    [`(https://chat.example${path})`, "https://chat.example"],
    [`chat.example${path}`, "https://chat.example"],
    [`https://chat.example/sub${path}`, "https://chat.example"],
    ["https://chat.example/room/AAAAAAAAAAAAAAAAAAAAAA#key", "https://chat.example"],
  ]) {
    expect({ text, origin: linkOrigin(text ?? "") }).toEqual({ text, origin: origin ?? "" });
  }
  for (const text of ["ABCD-1234-WXYZ-K7QM-9D2A", path, `/sk${path}`, ""])
    expect(linkOrigin(text)).toBeNull();
});

test("[SR1] a room's link is read only whole, wherever it stands in the text", () => {
  const link = `/room/${"i".repeat(21)}A#${"k".repeat(42)}-`;
  for (const text of [link, `see: https://chat.example${link}, now`, `https://chat.example/sk${link}`])
    expect(readRoomLink(text)).toBe(link);
  for (const text of [link.slice(0, -1), `${link}k`, link.replace("#", "?"), link.replace("room", "session")])
    expect(readRoomLink(text)).toBeNull();
});
