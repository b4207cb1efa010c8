const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** base64url without padding (RFC 4648 §5); written out because the pure packages know no `btoa`. */
export function base64Url(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3);
    const group = (a << 16) | (b << 8) | c;
    const symbols = Math.min(bytes.length - at, 3) + 1;
    for (let n = 0; n < symbols; n += 1) text += alphabet[(group >> (18 - 6 * n)) & 63];
  }
  return text;
}
