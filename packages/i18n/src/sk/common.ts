import type { common as english } from "../en/common.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const common: Translated<typeof english, SlovakForm> = {
  skip: "Preskočiť na obsah",
  nav: {
    label: "Stránka",
    home: "ChatOrbit",
    help: "Pomocník",
    security: "Bezpečnosť",
    language: "Jazyk",
  },
  foot: {
    label: "Ďalšie",
    help: "Pomocník",
    security: "Bezpečnosť",
    privacy: "Ochrana súkromia",
    terms: "Podmienky používania",
    line: "Spustíte to u seba jedným príkazom. Bez sledovania, bez tretích strán.",
  },
  theme: { label: "Vzhľad", system: "Podľa systému", dark: "Tmavý", light: "Svetlý" },
  actions: {
    close: "Zavrieť",
    cancel: "Zrušiť",
    back: "Späť",
    copy: "Kopírovať",
    copied: "Skopírované",
    retry: "Skúsiť znova",
    home: "Na úvodnú stránku",
    reload: "Načítať stránku znova",
    possibleIn: "Možné o {time}",
  },
  units: {
    day: { one: "{count} deň", few: "{count} dni", many: "{count} dňa", other: "{count} dní" },
    hour: { one: "{count} hodina", few: "{count} hodiny", many: "{count} hodiny", other: "{count} hodín" },
    minute: { one: "{count} minúta", few: "{count} minúty", many: "{count} minúty", other: "{count} minút" },
    short: { day: "{count} d", hour: "{count} h", minute: "{count} min", second: "{count} s" },
  },
  titles: {
    landing: "Súkromné rozhovory, ktoré sa skončia",
    session: "Súkromný rozhovor",
    room: "Zabezpečená miestnosť",
    help: "Pomocník",
    security: "Čo je chránené a čo nie",
    missing: "Stránka sa nenašla",
    offline: "Bez pripojenia",
  },
  description:
    "Súkromný rozhovor pre dvoch, ktorý sa naozaj skončí: s koncovým šifrovaním (end-to-end), bez účtu a bez inštalácie.",
  update: {
    text: "Je pripravená novšia verzia tejto stránky.",
    now: "Načítať",
    later: "Neskôr",
  },
  missing: {
    title: "Tu nič nie je",
    text: "V adrese môže byť preklep alebo sa stránka presťahovala. Rozhovory majú vlastnú adresu: otvorte celý odkaz, ktorý ste dostali.",
  },
  offline: {
    title: "Ste bez pripojenia",
    text: "Túto stránku treba aspoň raz načítať zo siete. Rozhovor otvorený na inej karte tam beží ďalej: čo napíšete, počká a odíde samo.",
  },
  crash: {
    title: "Na tejto stránke sa niečo pokazilo",
    text: "Je to naša chyba, nie vaša. Nikam sa o nej nič neposlalo. Prebiehajúci rozhovor vám miesto drží: načítajte stránku znova a vráti sa.",
  },
  loading: "Otvára sa…",
  loadFailed: "Časť stránky sa nepodarilo načítať. Skontrolujte pripojenie.",
};
