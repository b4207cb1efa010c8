import { join } from "node:path";
import type { S3Settings } from "@chatorbit/backends/blobs";
import { maxBlobBytes, roomTtlSeconds } from "@chatorbit/protocol";
import type { BlobLimits } from "@chatorbit/relay";
import {
  type IceSettings,
  iceServerList,
  iceSettings,
  iceUrls,
  needsTurnSecret,
  turnSecret,
} from "../ice/settings.ts";
import type { Env } from "./env.ts";
import { wrongNames } from "./names.ts";
import { bytes, flag, keyPrefix, originList, secretText, sqlitePath, url, whole } from "./values.ts";

export type Config = {
  readonly host: string;
  readonly port: number;
  /** Where people open the app, e.g. `https://chat.example.org`; null: wherever it is reached. */
  readonly publicUrl: URL | null;
  /** Where the API is, when that is another host. */
  readonly apiUrl: URL | null;
  readonly dataDir: string;
  /** Path of the SQLite file, or `:memory:`. */
  readonly databasePath: string;
  /** Null: the one in the data folder. */
  readonly secret: string | null;
  readonly issuePerHour: number;
  readonly joinPerMinute: number;
  readonly joinPerTokenMinute: number;
  /** How long a room runs whose creator says nothing. */
  readonly roomTtlSeconds: number;
  /** Sockets without a seat that one address may have. */
  readonly waitingPerAddress: number;
  readonly trustedProxies: number;
  /** Origins beside the own one; `*`: any. */
  readonly corsOrigins: readonly string[] | "*";
  readonly corsCredentials: boolean;
  readonly hasOldWire: boolean;
  readonly ice: IceSettings;
  /** Where blobs lie unless there is a bucket. */
  readonly blobDir: string;
  readonly blobs: BlobLimits;
  /** Null: they lie in `blobDir`. */
  readonly s3: S3Settings | null;
  readonly purgeAfterHours: number;
  readonly frameRateFactor: number;
};

/** The configuration is wrong; the message names every variable at fault, a line each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** The checked configuration with its defaults. */
export function readConfig(env: Env): Config {
  const wrong = wrongNames(Object.keys(env));
  const read = <T>(name: string, fallback: string, parse: (text: string) => T): T => {
    try {
      return parse(env[name] ?? fallback);
    } catch (cause) {
      wrong.push(`${name} ${cause instanceof Error ? cause.message : "is wrong"}.`);
      return parse(fallback);
    }
  };
  const dataDir = env.CHAT_DATA_DIR ?? "data";
  const corsOrigins = read("CHAT_CORS_ALLOWED_ORIGINS", "", originList);
  const config: Config = {
    host: env.HOST ?? "0.0.0.0",
    port: read("PORT", "3000", whole(0, 65_535)),
    publicUrl: read("CHAT_PUBLIC_URL", "", url),
    apiUrl: read("CHAT_API_URL", "", url),
    dataDir,
    databasePath: read("CHAT_DATABASE_URL", `sqlite:///${join(dataDir, "chatorbit.db")}`, sqlitePath),
    secret: read("CHAT_SECRET", "", secretText),
    issuePerHour: read("CHAT_TOKEN_RATE_LIMIT_PER_HOUR", "10", whole(1, 1_000_000)),
    joinPerMinute: read("CHAT_JOIN_RATE_LIMIT_PER_MINUTE", "30", whole(1, 1_000_000)),
    joinPerTokenMinute: read("CHAT_JOIN_RATE_LIMIT_PER_TOKEN", "20", whole(1, 1_000_000)),
    roomTtlSeconds: read("CHAT_ROOM_TTL_SECONDS", `${roomTtlSeconds.usual}`, whole(1, roomTtlSeconds.most)),
    waitingPerAddress: read("CHAT_WAITING_SOCKETS_PER_ADDRESS", "64", whole(1, 1_000_000)),
    trustedProxies: read("CHAT_TRUSTED_PROXIES", "0", whole(0, 10)),
    corsOrigins,
    // Browsers forbid credentials under a wildcard.
    corsCredentials: read("CHAT_CORS_ALLOW_CREDENTIALS", "true", flag) && corsOrigins !== "*",
    hasOldWire: read("CHAT_OLD_WIRE", "on", flag),
    ice: iceSettings({
      stun: read("CHAT_ICE_STUN_URLS", "", iceUrls("stun")),
      turn: read("CHAT_ICE_TURN_URLS", "", iceUrls("turn")),
      servers: read("CHAT_ICE_SERVERS", "", iceServerList),
      turnSecret: read("CHAT_TURN_SECRET", "", turnSecret),
    }),
    blobDir: env.CHAT_BLOB_DIR ?? join(dataDir, "blobs"),
    blobs: {
      file: read("CHAT_BLOB_MAX_FILE_BYTES", `${512 * 1024 * 1024}`, bytes(maxBlobBytes)),
      seat: read("CHAT_BLOB_MAX_SEAT_BYTES", `${1024 * 1024 * 1024}`, bytes(100 * maxBlobBytes)),
    },
    s3: s3Settings(env, wrong, read),
    purgeAfterHours: read("CHAT_PURGE_AFTER_HOURS", "168", whole(0, 168)),
    frameRateFactor: read("CHAT_FRAME_RATE_FACTOR", "1", whole(1, 1_000_000)),
  };
  if (env.CHAT_TURN_SECRET === undefined && needsTurnSecret(config.ice)) {
    wrong.push(
      "CHAT_TURN_SECRET is missing: a TURN server needs it (static-auth-secret of coturn), " +
        "or a username and credential of its own in CHAT_ICE_SERVERS.",
    );
  }
  if (wrong.length > 0) throw new ConfigError(wrong.join("\n"));
  return Object.freeze(config);
}

/** A bucket, when one is named; then its keys must be too. */
function s3Settings(
  env: Env,
  wrong: string[],
  read: <T>(name: string, fallback: string, parse: (text: string) => T) => T,
): S3Settings | null {
  const named = Object.keys(env).filter((name) => name.startsWith("CHAT_S3_"));
  if (named.length === 0) return null;
  const must = (name: string) => {
    const value = env[name] ?? "";
    if (value === "") wrong.push(`${name} is missing: a bucket needs it.`);
    return value;
  };
  return {
    endpoint: read("CHAT_S3_ENDPOINT", "", url),
    bucket: must("CHAT_S3_BUCKET"),
    region: env.CHAT_S3_REGION ?? "us-east-1",
    accessKey: must("CHAT_S3_ACCESS_KEY"),
    secretKey: must("CHAT_S3_SECRET_KEY"),
    prefix: read("CHAT_S3_PREFIX", "chatorbit/", keyPrefix),
  };
}

const secrets: readonly string[] = ["secret", "turnSecret", "credential", "secretKey"] satisfies (
  | keyof Config
  | keyof IceSettings
  | keyof S3Settings
  | "credential"
)[];

/** The configuration for human eyes: secrets are named, not shown. */
export const printable = (config: Config): string =>
  JSON.stringify(
    config,
    (key, value) => (secrets.includes(key) && value !== null ? "(set, not shown)" : value),
    2,
  );
