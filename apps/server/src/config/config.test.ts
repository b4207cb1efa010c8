import { describe, expect, test } from "bun:test";
import { ConfigError, printable, readConfig } from "./config.ts";
import type { Env } from "./env.ts";

const wrong = (env: Env): string => {
  try {
    readConfig(env);
  } catch (cause) {
    if (cause instanceof ConfigError) return cause.message;
  }
  return "";
};

describe("[OP2] configuration", () => {
  test("nothing set: it runs", () => {
    expect(readConfig({})).toEqual({
      host: "0.0.0.0",
      port: 3000,
      publicUrl: null,
      apiUrl: null,
      dataDir: "data",
      databasePath: "data/chatorbit.db",
      secret: null,
      issuePerHour: 10,
      joinPerMinute: 30,
      joinPerTokenMinute: 20,
      roomTtlSeconds: 600,
      waitingPerAddress: 64,
      trustedProxies: 0,
      corsOrigins: [],
      corsCredentials: true,
      hasOldWire: true,
      ice: { servers: [], turnSecret: null },
      blobDir: "data/blobs",
      blobs: { file: 536_870_912, seat: 1_073_741_824 },
      s3: null,
      purgeAfterHours: 168,
      frameRateFactor: 1,
    });
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });

  test("every name is read", () => {
    const config = readConfig({
      PORT: "8080",
      HOST: "::1",
      CHAT_PUBLIC_URL: "https://chat.example.org",
      CHAT_API_URL: "https://api.example.org/",
      CHAT_DATA_DIR: "/var/lib/chat",
      CHAT_DATABASE_URL: "sqlite:////var/lib/db/x.db",
      CHAT_SECRET: "0123456789abcdef0123456789abcdef",
      CHAT_TOKEN_RATE_LIMIT_PER_HOUR: "3",
      CHAT_JOIN_RATE_LIMIT_PER_MINUTE: "4",
      CHAT_JOIN_RATE_LIMIT_PER_TOKEN: "5",
      CHAT_ROOM_TTL_SECONDS: "3600",
      CHAT_WAITING_SOCKETS_PER_ADDRESS: "6",
      CHAT_TRUSTED_PROXIES: "2",
      CHAT_CORS_ALLOWED_ORIGINS: "https://a.example, https://b.example:8443/",
      CHAT_CORS_ALLOW_CREDENTIALS: "false",
      CHAT_OLD_WIRE: "off",
      CHAT_BLOB_MAX_FILE_BYTES: "0",
      CHAT_BLOB_MAX_SEAT_BYTES: "10000000000",
      CHAT_S3_ENDPOINT: "http://127.0.0.1:9000",
      CHAT_S3_BUCKET: "files",
      CHAT_S3_REGION: "eu-central-1",
      CHAT_S3_ACCESS_KEY: "ak",
      CHAT_S3_SECRET_KEY: "sk",
      CHAT_S3_PREFIX: "a/b/",
      CHAT_PURGE_AFTER_HOURS: "0",
      CHAT_FRAME_RATE_FACTOR: "100",
    });
    expect(config).toMatchObject({
      port: 8080,
      roomTtlSeconds: 3600,
      waitingPerAddress: 6,
      databasePath: "/var/lib/db/x.db",
      trustedProxies: 2,
      corsOrigins: ["https://a.example", "https://b.example:8443"],
      corsCredentials: false,
      hasOldWire: false,
      blobDir: "/var/lib/chat/blobs",
      blobs: { file: 0, seat: 10_000_000_000 },
      s3: { bucket: "files", region: "eu-central-1", accessKey: "ak", secretKey: "sk", prefix: "a/b/" },
      purgeAfterHours: 0,
    });
    expect(config.publicUrl?.origin).toBe("https://chat.example.org");
  });

  test("three slashes are relative, four absolute; the data folder takes the database along", () => {
    expect(readConfig({ CHAT_DATABASE_URL: "sqlite:///a/b.db" }).databasePath).toBe("a/b.db");
    expect(readConfig({ CHAT_DATABASE_URL: "sqlite:////a/b.db" }).databasePath).toBe("/a/b.db");
    expect(readConfig({ CHAT_DATA_DIR: "/srv/chat" }).databasePath).toBe("/srv/chat/chatorbit.db");
  });

  test("origins: a star, a list, a JSON array; a star drops credentials", () => {
    expect(readConfig({ CHAT_CORS_ALLOWED_ORIGINS: "*" })).toMatchObject({
      corsOrigins: "*",
      corsCredentials: false,
    });
    expect(readConfig({ CHAT_CORS_ALLOWED_ORIGINS: '["https://a.example"]' }).corsOrigins).toEqual([
      "https://a.example",
    ]);
    expect(wrong({ CHAT_CORS_ALLOWED_ORIGINS: "example" })).toContain("no origin");
    expect(wrong({ CHAT_CORS_ALLOWED_ORIGINS: "[1]" })).toContain("JSON array");
  });

  test("every mistake is named, with its variable, all at once", () => {
    const said = wrong({
      PORT: "70000",
      CHAT_TRUSTED_PROXIES: "-1",
      CHAT_OLD_WIRE: "maybe",
      CHAT_SECRET: "short",
    });
    for (const name of ["PORT", "CHAT_TRUSTED_PROXIES", "CHAT_OLD_WIRE", "CHAT_SECRET"])
      expect(said).toContain(name);
    expect(said.split("\n")).toHaveLength(4);
    expect(said).not.toContain("short\n");
    expect(wrong({ CHAT_PUBLIC_URL: "https://x.example/chat" })).toContain("without a path");
    expect(wrong({ CHAT_DATABASE_URL: "postgresql://u:p@h/db" })).toContain(
      "PostgreSQL, which is not available",
    );
    expect(wrong({ CHAT_DATABASE_URL: "postgresql://u:secretpw@h/db" })).not.toContain("secretpw");
    expect(wrong({ CHAT_DATABASE_URL: "mysql://x" })).toContain("sqlite:///");
  });

  test("an unknown name is refused with the nearest one, a later one by that word", () => {
    expect(wrong({ CHAT_TOKEN_RATE_LIMIT: "3" })).toContain("Did you mean CHAT_TOKEN_RATE_LIMIT_PER_HOUR?");
    expect(wrong({ CHAT_PUBLC_URL: "x" })).toContain("Did you mean CHAT_PUBLIC_URL?");
    for (const later of ["CHAT_REDIS_URL", "CHAT_SMTP_HOST", "CHAT_REGISTRATION"]) {
      expect(wrong({ [later]: "x" })).toBe(`${later} is not available in this version.`);
    }
  });

  test("[FI2] a bucket needs its keys; sizes are whole bytes, a prefix is folders", () => {
    const said = wrong({ CHAT_S3_REGION: "eu-central-1" });
    for (const name of ["CHAT_S3_BUCKET", "CHAT_S3_ACCESS_KEY", "CHAT_S3_SECRET_KEY"])
      expect(said).toContain(`${name} is missing`);
    expect(said.split("\n")).toHaveLength(3);
    for (const size of ["512MiB", "-1", "1.5", "9999999999999999"])
      expect(wrong({ CHAT_BLOB_MAX_FILE_BYTES: size })).toContain("a whole number of bytes");
    const bucket = { CHAT_S3_BUCKET: "b", CHAT_S3_ACCESS_KEY: "a", CHAT_S3_SECRET_KEY: "very-hidden" };
    for (const prefix of ["x", "/", "a//", "a b/", "../"])
      expect(wrong({ ...bucket, CHAT_S3_PREFIX: prefix })).toContain("end with a slash");
    expect(wrong({ ...bucket, CHAT_S3_ENDPOINT: "minio:9000" })).toContain("CHAT_S3_ENDPOINT");
    expect(readConfig(bucket).s3).toEqual({
      endpoint: null,
      bucket: "b",
      region: "us-east-1",
      accessKey: "a",
      secretKey: "very-hidden",
      prefix: "chatorbit/",
    });
    expect(printable(readConfig(bucket))).not.toContain("very-hidden");
  });

  test("printed, it keeps its secret", () => {
    const secret = "0123456789abcdef0123456789abcdef";
    expect(printable(readConfig({ CHAT_SECRET: secret }))).not.toContain(secret);
  });
});
