import type { Config } from "../config/config.ts";

/** The one Trusted Types policy of the web app: it returns nothing but our built URLs. */
const trustedTypes = "co-worker";

/** Features of a page, and who may use them: calls need camera, microphone, screen. */
const own = [
  "autoplay",
  "camera",
  "display-capture",
  "fullscreen",
  "microphone",
  "picture-in-picture",
  "screen-wake-lock",
];
const nobody = [
  "accelerometer",
  "browsing-topics",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "midi",
  "payment",
  "publickey-credentials-create",
  "publickey-credentials-get",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** The headers of every answer (CRYPTO §9). */
function securityHeaders({
  publicUrl,
  apiUrl,
}: Pick<Config, "publicUrl" | "apiUrl">): readonly (readonly [string, string])[] {
  const api = apiUrl === null ? "" : ` ${apiUrl.origin} ${apiUrl.origin.replace(/^http/, "ws")}`;
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${api}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes}`,
  ];
  const permissions = [...own.map((name) => `${name}=(self)`), ...nobody.map((name) => `${name}=()`)];
  const isSecure = publicUrl?.protocol === "https:";
  return [
    ["content-security-policy", policy.join("; ")],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-embedder-policy", "require-corp"],
    ["cross-origin-resource-policy", "same-origin"],
    ["referrer-policy", "no-referrer"],
    ["permissions-policy", permissions.join(", ")],
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    // This name only: whether hosts below it speak https, and whether browsers are to know it for
    // ever (`preload`), is the operator's to say.
    ...(isSecure ? ([["strict-transport-security", "max-age=63072000"]] as const) : []),
  ];
}

/** Puts them on an answer. */
export function withSecurityHeaders(
  config: Parameters<typeof securityHeaders>[0],
): (response: Response) => Response {
  const headers = securityHeaders(config);
  return (response) => {
    for (const [name, value] of headers) response.headers.set(name, value);
    return response;
  };
}
