import { messageLength, ttlMinutes } from "@chatorbit/protocol";
import type { Limits } from "../../models/views.ts";

export type Range = { readonly least: number; readonly most: number };

export const ranges = { ttlMinutes, maxChars: messageLength } as const satisfies Record<string, Range>;

export const usualLimits: Limits = {
  validity: "day",
  ttlMinutes: ttlMinutes.usual,
  maxChars: messageLength.usual,
};

/** The whole number somebody typed, spaces and thousands marks allowed; null when it is none or out of range. */
export function numberIn(text: string, { least, most }: Range): number | null {
  const plain = text.replaceAll(/[\s,.\u00a0\u202f]/g, "");
  if (!/^\d{1,6}$/.test(plain)) return null;
  const value = Number(plain);
  return value >= least && value <= most ? value : null;
}
