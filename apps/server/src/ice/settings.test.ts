import { describe, expect, test } from "bun:test";
import { ConfigError, printable, readConfig } from "../config/config.ts";
import type { Env } from "../config/env.ts";

const secret = "0123456789abcdef0123456789abcdef";
const turn = "turn:turn.example.org:3478?transport=udp";

const wrong = (env: Env): string => {
  try {
    readConfig(env);
  } catch (cause) {
    if (cause instanceof ConfigError) return cause.message;
  }
  return "";
};

describe("[CA3] the configuration of calls", () => {
  test("nothing set: no server, and none of anybody else's", () => {
    expect(readConfig({}).ice).toEqual({ servers: [], turnSecret: null });
  });

  test("lists of URLs, with a secret for those that relay", () => {
    const env = {
      CHAT_ICE_STUN_URLS: "stun:turn.example.org, stun:203.0.113.10:3478,",
      CHAT_ICE_TURN_URLS: `${turn}, turns:turn.example.org:443?transport=tcp, ${turn}`,
      CHAT_TURN_SECRET: secret,
    };
    expect(readConfig(env).ice).toEqual({
      servers: [
        { urls: ["stun:turn.example.org", "stun:203.0.113.10:3478"], login: null },
        { urls: [turn, "turns:turn.example.org:443?transport=tcp"], login: null },
      ],
      turnSecret: secret,
    });
  });

  test("CHAT_ICE_SERVERS stands in for the lists, an empty one too", () => {
    const urls = { CHAT_ICE_TURN_URLS: turn, CHAT_TURN_SECRET: secret };
    const list = [
      { urls: "stun:a.example" },
      { urls: ["turn:b.example"], username: "u", credential: "p", credentialType: "password" },
      { urls: ["turn:c.example", "turns:c.example"] },
    ];
    expect(readConfig({ ...urls, CHAT_ICE_SERVERS: JSON.stringify(list) }).ice.servers).toEqual([
      { urls: ["stun:a.example"], login: null },
      { urls: ["turn:b.example"], login: { username: "u", credential: "p" } },
      { urls: ["turn:c.example", "turns:c.example"], login: null },
    ]);
    expect(readConfig({ ...urls, CHAT_ICE_SERVERS: "[]" }).ice.servers).toEqual([]);
  });

  test("a relay nobody could log in to is refused in a sentence", () => {
    for (const env of [
      { CHAT_ICE_TURN_URLS: turn },
      { CHAT_ICE_SERVERS: JSON.stringify([{ urls: [turn] }]) },
    ]) {
      expect(wrong(env)).toBe(
        "CHAT_TURN_SECRET is missing: a TURN server needs it (static-auth-secret of coturn), " +
          "or a username and credential of its own in CHAT_ICE_SERVERS.",
      );
    }
    const own = [{ urls: turn, username: "u", credential: "p" }];
    expect(wrong({ CHAT_ICE_SERVERS: JSON.stringify(own) })).toBe("");
    expect(wrong({ CHAT_ICE_STUN_URLS: "stun:turn.example.org" })).toBe("");
  });

  test("mistakes are named, and no password is repeated", () => {
    expect(wrong({ CHAT_ICE_STUN_URLS: turn })).toContain(
      `CHAT_ICE_STUN_URLS holds "${turn}", which is no stun`,
    );
    expect(wrong({ CHAT_ICE_TURN_URLS: "stun:a.example", CHAT_TURN_SECRET: secret })).toContain(
      "no turn URL",
    );
    expect(wrong({ CHAT_ICE_STUN_URLS: "a.example" })).toContain("like stun:turn.example.org:3478");
    const written = wrong({ CHAT_ICE_TURN_URLS: "turn:bob:pa55@a.example", CHAT_TURN_SECRET: secret });
    expect(written).toContain("an address with @");
    expect(written).not.toContain("pa55");
    for (const list of [
      "{",
      "{}",
      "[1]",
      "[{}]",
      `[{"urls":[]}]`,
      `[{"url":"stun:a.example"}]`,
      `[{"urls":"turn:a.example","username":"u","credential":7}]`,
      `[{"urls":"turn:a.example","username":"u","credential":"pa55","credentialType":"oauth"}]`,
      `[{"urls":"turn:a.example","username":"u","password":"pa55"}]`,
    ]) {
      const said = wrong({ CHAT_ICE_SERVERS: list });
      expect(said).toStartWith("CHAT_ICE_SERVERS must be a JSON array like");
      expect(said).not.toContain("pa55");
    }
    expect(wrong({ CHAT_ICE_SERVERS: `[{"urls":"turn:a.example","username":"u"}]` })).toContain(
      "a username without a credential",
    );
    expect(
      wrong({ CHAT_ICE_SERVERS: `[{"urls":"turn://a.example","username":"u","credential":"p"}]` }),
    ).toContain(`holds "turn://a.example"`);
    for (const short of ["short", `${secret} ${secret}`, "s".repeat(129), "é".repeat(32)]) {
      const said = wrong({ CHAT_ICE_TURN_URLS: turn, CHAT_TURN_SECRET: short });
      expect(said).toStartWith("CHAT_TURN_SECRET must have 32 to 128 characters without blanks");
      expect(said.split("\n")).toHaveLength(1);
      expect(said).not.toContain(short);
    }
  });

  test("printed, it keeps secret and credentials to itself", () => {
    const printed = printable(
      readConfig({
        CHAT_TURN_SECRET: secret,
        CHAT_ICE_SERVERS: JSON.stringify([{ urls: turn, username: "bob", credential: "pa55" }]),
      }),
    );
    expect(printed).not.toContain(secret);
    expect(printed).not.toContain("pa55");
    expect(JSON.parse(printed)).toMatchObject({
      ice: {
        turnSecret: "(set, not shown)",
        servers: [{ urls: [turn], login: { username: "bob", credential: "(set, not shown)" } }],
      },
    });
    expect(JSON.parse(printable(readConfig({})))).toMatchObject({ ice: { turnSecret: null } });
  });
});
