import type { call } from "./en/call.ts";
import type { check } from "./en/check.ts";
import type { common } from "./en/common.ts";
import type { consent } from "./en/consent.ts";
import type { conversation } from "./en/conversation.ts";
import type { emoji } from "./en/emoji.ts";
import type { file } from "./en/file.ts";
import type { help } from "./en/help.ts";
import type { landing } from "./en/landing.ts";
import type { room } from "./en/room.ts";
import type { security } from "./en/security.ts";
import type { session } from "./en/session.ts";
import type { spelling } from "./en/spelling.ts";
import type { terminal } from "./en/terminal.ts";
import type { trouble } from "./en/trouble.ts";
import type { voice } from "./en/voice.ts";
import type { Language } from "./language.ts";
import type { LegalDocument } from "./legal/types.ts";
import type { SlovakForm, Translated } from "./translated.ts";

type English = {
  readonly call: typeof call;
  readonly check: typeof check;
  readonly common: typeof common;
  readonly consent: typeof consent;
  readonly conversation: typeof conversation;
  readonly emoji: typeof emoji;
  readonly file: typeof file;
  readonly help: typeof help;
  readonly landing: typeof landing;
  readonly room: typeof room;
  readonly security: typeof security;
  readonly session: typeof session;
  readonly spelling: typeof spelling;
  readonly terminal: typeof terminal;
  readonly trouble: typeof trouble;
  readonly voice: typeof voice;
};

/** Every text of one language, by catalogue. */
export type Words = {
  readonly [Name in keyof English]: Translated<English[Name], never> | Translated<English[Name], SlovakForm>;
};

export type CatalogueName = keyof Words;

type Loaders = { readonly [Name in CatalogueName]: () => Promise<Pick<Words, Name>> };

/** A screen loads only what it says: every catalogue of every language is a chunk of its own. */
const loaders: Readonly<Record<Language, Loaders>> = {
  en: {
    call: () => import("./en/call.ts"),
    check: () => import("./en/check.ts"),
    common: () => import("./en/common.ts"),
    consent: () => import("./en/consent.ts"),
    conversation: () => import("./en/conversation.ts"),
    emoji: () => import("./en/emoji.ts"),
    file: () => import("./en/file.ts"),
    help: () => import("./en/help.ts"),
    landing: () => import("./en/landing.ts"),
    room: () => import("./en/room.ts"),
    security: () => import("./en/security.ts"),
    session: () => import("./en/session.ts"),
    spelling: () => import("./en/spelling.ts"),
    terminal: () => import("./en/terminal.ts"),
    trouble: () => import("./en/trouble.ts"),
    voice: () => import("./en/voice.ts"),
  },
  sk: {
    call: () => import("./sk/call.ts"),
    check: () => import("./sk/check.ts"),
    common: () => import("./sk/common.ts"),
    consent: () => import("./sk/consent.ts"),
    conversation: () => import("./sk/conversation.ts"),
    emoji: () => import("./sk/emoji.ts"),
    file: () => import("./sk/file.ts"),
    help: () => import("./sk/help.ts"),
    landing: () => import("./sk/landing.ts"),
    room: () => import("./sk/room.ts"),
    security: () => import("./sk/security.ts"),
    session: () => import("./sk/session.ts"),
    spelling: () => import("./sk/spelling.ts"),
    terminal: () => import("./sk/terminal.ts"),
    trouble: () => import("./sk/trouble.ts"),
    voice: () => import("./sk/voice.ts"),
  },
};

/** The texts of some catalogues in one language. */
export async function loadWords<Name extends CatalogueName>(
  language: Language,
  names: readonly Name[],
): Promise<Pick<Words, Name>> {
  const loaded = await Promise.all(
    names.map(async (name) => [name, (await loaders[language][name]())[name]] as const),
  );
  return Object.fromEntries(loaded) as Pick<Words, Name>;
}

export type Legal = { readonly terms: LegalDocument; readonly privacy: LegalDocument };

const legal: Readonly<Record<Language, () => Promise<Legal>>> = {
  en: () => import("./legal/en.ts"),
  sk: () => import("./legal/sk.ts"),
};

/** Terms and privacy policy in one language. */
export const loadLegal = (language: Language): Promise<Legal> => legal[language]();
