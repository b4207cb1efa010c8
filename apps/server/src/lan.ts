import { networkInterfaces } from "node:os";
import { renderUnicodeCompact } from "uqr";
import type { Config } from "./config/config.ts";

/** The lines a person sees at the start: where it is, and a QR for phones on the same network. */
export function greeting({ host, publicUrl }: Pick<Config, "host" | "publicUrl">, port: number): string[] {
  if (publicUrl !== null) return [`listening on port ${port} for ${publicUrl.origin}`];
  const isOpen = host === "0.0.0.0" || host === "::";
  const local = `listening on http://${isOpen ? "localhost" : host}:${port}`;
  const address = isOpen ? lanAddress() : undefined;
  if (address === undefined) return [local];
  const url = `http://${address}:${port}`;
  return [
    local,
    `phones on this network: ${url}  (chat only: calls and installing need https)`,
    renderUnicodeCompact(url),
  ];
}

const lanAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
