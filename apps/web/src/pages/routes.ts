import { type CatalogueName, loadLegal, type Language, type Words } from "@chatorbit/i18n";
import type { ComponentType } from "preact";
import { pathWithoutLanguage } from "../platform/language.ts";

export type PageProps = { readonly params: Readonly<Record<string, string>> };

export type LoadedPage = {
  readonly Page: ComponentType<PageProps>;
  readonly title: (words: Partial<Words>) => string;
};

export type Route = {
  readonly pattern: RegExp;
  /** Prerendered in every language; the others start from the empty shell. */
  readonly isDocument: boolean;
  readonly words: readonly CatalogueName[];
  /** The module `load` imports, for the build to fetch it early. */
  readonly module: string;
  readonly load: (language: Language) => Promise<LoadedPage>;
};

const common = (key: keyof Words["common"]["titles"]) => (words: Partial<Words>) =>
  words.common?.titles[key] ?? "";

const routes: readonly Route[] = [
  {
    pattern: /^\/$/,
    isDocument: true,
    words: ["common", "landing", "trouble"],
    module: "src/pages/landing/landing-page.tsx",
    load: async () => {
      const { LandingPage } = await import("./landing/landing-page.tsx");
      return { Page: LandingPage, title: common("landing") };
    },
  },
  {
    pattern: /^\/session\/(?<token>[^/]+)\/?$/,
    isDocument: false,
    words: ["common", "session", "conversation", "trouble"],
    module: "src/pages/session/session-page.tsx",
    load: async () => {
      const { SessionPage } = await import("./session/session-page.tsx");
      return { Page: SessionPage, title: common("session") };
    },
  },
  {
    pattern: /^\/room\/(?<room>[^/]+)\/?$/,
    isDocument: false,
    words: ["common", "session", "conversation", "room", "trouble"],
    module: "src/pages/room/room-page.tsx",
    load: async () => {
      const { RoomPage } = await import("./room/room-page.tsx");
      return { Page: RoomPage, title: common("room") };
    },
  },
  {
    pattern: /^\/help\/?$/,
    isDocument: true,
    words: ["common", "help"],
    module: "src/pages/help/help.tsx",
    load: async () => {
      const { Help } = await import("./help/help.tsx");
      return { Page: Help, title: common("help") };
    },
  },
  {
    pattern: /^\/security\/?$/,
    isDocument: true,
    words: ["common", "security"],
    module: "src/pages/security/security.tsx",
    load: async () => {
      const { Security } = await import("./security/security.tsx");
      return { Page: Security, title: common("security") };
    },
  },
  legal(/^\/privacy-policy\/?$/, "privacy", "/privacy-policy"),
  legal(/^\/terms-of-service\/?$/, "terms", "/terms-of-service"),
  {
    pattern: /^\/offline\/?$/,
    isDocument: true,
    words: ["common"],
    module: "src/pages/missing/offline.tsx",
    load: async () => {
      const { Offline } = await import("./missing/offline.tsx");
      return { Page: Offline, title: common("offline") };
    },
  },
];

const missing: Route = {
  pattern: /^/,
  isDocument: true,
  words: ["common"],
  module: "src/pages/missing/missing.tsx",
  load: async () => {
    const { Missing } = await import("./missing/missing.tsx");
    return { Page: Missing, title: common("missing") };
  },
};

function legal(pattern: RegExp, name: "terms" | "privacy", path: string): Route {
  return {
    pattern,
    isDocument: true,
    words: ["common"],
    module: "src/pages/legal/legal.tsx",
    load: async (language) => {
      const [{ legalPage }, texts] = await Promise.all([import("./legal/legal.tsx"), loadLegal(language)]);
      return { Page: legalPage(texts[name], path), title: () => texts[name].title };
    },
  };
}

export type Found = { readonly route: Route; readonly params: PageProps["params"] };

/** The page that stands at a path, in whatever language the path names. */
export function routeOf(path: string): Found {
  const plain = pathWithoutLanguage(path);
  for (const route of routes) {
    const match = route.pattern.exec(plain);
    if (match !== null) return { route, params: { ...match.groups } };
  }
  return { route: missing, params: {} };
}

/** The paths made at build time, in every language. */
export const prerendered = [
  "/",
  "/help",
  "/security",
  "/privacy-policy",
  "/terms-of-service",
  "/offline",
  "/404",
] as const;
