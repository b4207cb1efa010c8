import type { landing as english } from "../en/landing.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const landing: Translated<typeof english, SlovakForm> = {
  title: "Súkromný rozhovor, ktorý sa naozaj skončí.",
  lead: "Pre dvoch ľudí, na čas, ktorý si určíte. Správy putujú zašifrované z jedného zariadenia do druhého, a keď čas vyprší, nezostane po nich nič. Bez účtu a bez inštalácie.",
  start: {
    title: "Začať súkromný rozhovor",
    text: "Pre dvoch. Čas začne plynúť, až keď príde druhá strana.",
    validity: "Pozvánka platí",
    length: "Rozhovor trvá",
    characters: "Najdlhšia správa",
    charactersValue: {
      one: "{count} znak",
      few: "{count} znaky",
      many: "{count} znaku",
      other: "{count} znakov",
    },
    change: "Zmeniť limity",
    button: "Začať rozhovor",
    busy: "Začína sa…",
  },
  limits: {
    validFor: "Pozvánka platí",
    validForHint: "Ako dlho pozvánka čaká. Samotný rozhovor sa ešte nezačal.",
    day: "1 deň",
    week: "1 týždeň",
    month: "1 mesiac",
    year: "1 rok",
    length: "Dĺžka rozhovoru (minúty)",
    characters: "Znakov v jednej správe",
    range: "{least} až {most}",
    outOfRange: "Zadajte celé číslo od {least} do {most}.",
  },
  join: {
    title: "Pripojiť sa kódom",
    text: "Niekto vám poslal odkaz alebo dvadsať znakov.",
    field: "Kód alebo odkaz",
    hint: "Preklep zachytíme už tu, skôr než sa čokoľvek odošle.",
    button: "Pripojiť sa",
    empty: "Zadajte kód alebo odkaz, ktorý ste dostali.",
    elsewhere:
      "Tento odkaz vedie na iný server, {host}. Ak tam chcete ísť, otvorte ho v paneli s adresou. Ak ste to nečakali, spýtajte sa, kto vám ho poslal.",
    nothingSent: "Nič sa neodoslalo.",
  },
  room: {
    title: "Zabezpečená miestnosť",
    text: "Jeden odkaz, dvaja ľudia. Trvá {length}; potom ju zmažú obe zariadenia aj server.",
    button: "Vytvoriť miestnosť",
    busy: "Vytvára sa…",
    change: "Zmeniť čas",
    lives: "Trvá",
  },
  rooms: {
    title: "Vaše miestnosti",
    text: "Tento prehliadač v nich má miesto, kým sa neskončia.",
    until: "Trvá do: {time}",
    open: "Vojsť",
    openLabel: "Vojsť: {until}",
  },
  news: {
    "room-full": {
      name: "Tá miestnosť je plná",
      text: "Je pre dvoch a dvaja v nej sú. Ak je jedným z nich vaše zariadenie, otvorte odkaz znova v prehliadači, v ktorom ste tam boli. Ak nie, povedzte to tomu, kto vám odkaz poslal: použil ho niekto iný.",
    },
    "room-not-found": {
      name: "Tá miestnosť tu nie je",
      text: "Vypršal jej čas, niekto ju zničil alebo je v odkaze chyba. Čo z toho, server nepovie nikomu. Vypýtajte si nový odkaz alebo si miestnosť vytvorte nižšie.",
    },
    destroyed: {
      name: "S tou miestnosťou je koniec",
      text: "Tento prehliadač z nej nič nemá a jej odkaz nikam nevedie. Novú vytvoríte jedným stlačením.",
    },
    dismiss: "Zavrieť",
  },
  invites: {
    title: "Vaše otvorené pozvánky",
    text: "Vznikli na tomto zariadení a zatiaľ na ne nikto neodpovedal. Ukázať ich vie iba toto zariadenie.",
    waits: "Pozvánka platí do: {time}",
    made: "vytvorená {time}",
    show: "Ukázať",
    remove: "Zmazať",
    removeLabel: "Zmazať pozvánku {code}",
    showLabel: "Ukázať pozvánku {code}",
  },
  how: {
    title: "Ako to funguje",
    steps: {
      invite: {
        title: "Pozvite",
        text: "Pošlite odkaz, ukážte QR kód alebo nadiktujte dvadsať znakov do telefónu.",
      },
      compare: {
        title: "Porovnajte",
        text: "Povedzte si navzájom sedem obrázkov. Ak sedia, nikto medzi vami nie je.",
      },
      end: {
        title: "Skončite",
        text: "Keď čas vyprší alebo jeden z vás podrží Ukončiť, obe zariadenia všetko zmažú.",
      },
    },
  },
  sees: {
    title: "Čo server vidí",
    text: "Po ľudsky, lebo „koncové šifrovanie (end-to-end)“ toho povie málo.",
    more: "Celé tabuľky",
    can: "Vidí",
    cannot: "Nevidí",
    canList: {
      exists: "že rozhovor existuje, kedy sa začal a kedy sa skončil",
      address: "vašu sieťovú adresu, kým ste pripojení",
      sizes: "kedy cez neho prejde zašifrovaná správa a aká je veľká",
    },
    cannotList: {
      words: "ani slovo, reakciu či meno",
      secret: "tajnú polovicu pozvánky",
      keys: "kľúče ani obrázky, ktoré porovnávate",
    },
  },
};
