import type { Format } from "@chatorbit/i18n";

const units = ["B", "KB", "MB", "GB"] as const;

/** `8.4 MB`: one digit behind the point where there is one to tell. */
export function sizeOf(bytes: number, format: Format): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${format.number(value < 100 ? Math.round(value * 10) / 10 : Math.round(value))} ${units[power]}`;
}
