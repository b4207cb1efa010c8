import type { trouble as english } from "../en/trouble.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const trouble: Translated<typeof english, SlovakForm> = {
  malformed: {
    name: "Server nerozumel",
    reason: "Táto stránka a server nehovoria rovnakou verziou.",
    step: "Načítajte stránku znova. Ak to potrvá, treba aktualizovať server.",
  },
  "no-credential": {
    name: "Vaše miesto nepoznáme",
    reason: "Server sa pýtal na kľúč od vášho miesta a toto zariadenie ho nemá.",
    step: "Otvorte pozvánku ešte raz.",
  },
  "not-yours": {
    name: "Toto miesto nie je vaše",
    reason: "Server tento rozhovor pozná, ale vaše zariadenie v ňom nie.",
    step: "Vypýtajte si novú pozvánku.",
  },
  "wrong-origin": {
    name: "Nesprávna adresa",
    reason: "Stránka je otvorená na adrese, ktorú server neobsluhuje.",
    step: "Otvorte ChatOrbit na jeho vlastnej adrese.",
  },
  unknown: {
    name: "Taký rozhovor nie je",
    reason: "Server tento kód nepozná. Mohol sa skončiť pred niekoľkými dňami alebo patrí inému serveru.",
    step: "Skontrolujte odkaz alebo si vypýtajte novú pozvánku.",
  },
  full: {
    name: "Obe miesta sú obsadené",
    reason: "Rozhovor je pre dvoch a dvaja v ňom už sú.",
    step: "Ak ste v ňom už boli, miesto odišlo s vašou zatvorenou kartou: poproste druhú stranu, nech ho znova otvorí. Ak ste tu ešte nesedeli, povedzte to tomu, kto vás pozval: kód mohol použiť niekto iný.",
  },
  expired: {
    name: "Pozvánka vypršala",
    reason: "Odčakala svoj čas a nikto si na miesto nesadol. Nič v nej nikdy nezaznelo.",
    step: "Začnite nový rozhovor alebo si vypýtajte novú pozvánku.",
  },
  ended: {
    name: "Tento rozhovor sa skončil",
    reason: "Skončil sa pre oboch. Čo v ňom zaznelo, server nikdy nemal.",
    step: "Nový môžete začať kedykoľvek.",
  },
  "too-large": {
    name: "Príliš veľké",
    reason: "Toto je väčšie, než server prijíma.",
    step: "Pošlite to po kratších častiach.",
  },
  "invalid-field": {
    name: "Niektorá hodnota nie je možná",
    reason: "Server odmietol dĺžku, čas alebo kód.",
    step: "Skontrolujte, čo ste zadali, a skúste to znova.",
  },
  "unsupported-version": {
    name: "Táto stránka je zastaraná",
    reason: "Server sa aktualizoval a verzii tejto stránky už nerozumie.",
    step: "Načítajte stránku znova. Miesto vám zostane.",
  },
  rate: {
    name: "Priveľa naraz",
    reason: "Z vašej adresy prišlo priveľa rozhovorov alebo pokusov.",
    step: "Chvíľu počkajte a skúste to znova.",
  },
  flood: {
    name: "Priveľmi rýchlo",
    reason: "Toto zariadenie poslalo viac, než server stíha, preto spojenie zavrel.",
    step: "Chvíľu počkajte a skúste to znova. Čo ste napísali, tu zostalo.",
  },
  "peer-away": {
    name: "Druhá strana tu nie je",
    reason: "Na toto musia byť naraz pripojené obe zariadenia.",
    step: "Počkajte, kým sa vráti.",
  },
  "hello-late": {
    name: "Spojenie je veľmi pomalé",
    reason: "Server sa nedočkal, kým sa mu toto zariadenie predstaví.",
    step: "Skúste to znova alebo zmeňte sieť.",
  },
  "too-slow": {
    name: "Spojenie je veľmi pomalé",
    reason: "Toto zariadenie nestíhalo prijímať, čo server posielal.",
    step: "Skúste to znova alebo zmeňte sieť.",
  },
  "opened-elsewhere": {
    name: "Vaše miesto je otvorené inde",
    reason: "Prevzala ho iná karta alebo zariadenie s rovnakým kľúčom.",
    step: "Ak ste to neboli vy, ukončite rozhovor a začnite nový.",
  },
  conflict: {
    name: "Na tom mieste je už niečo iné",
    reason: "Server si pod tým menom už drží niečo iné.",
    step: "Načítajte stránku znova. Ak to zostane, napíšte to ešte raz.",
  },
  "stale-challenge": {
    name: "Trvalo to pridlho",
    reason: "Odpoveď na otázku servera prišla neskoro alebo druhýkrát.",
    step: "Skúste to znova.",
  },
  "no-blobs": {
    name: "Cez tento server súbory nejdú",
    reason: "Tento server alebo rozhovor nedrží súbory.",
    step: "Pošlite ho, keď ste spojení priamo.",
  },
  unfinished: {
    name: "Súbor ešte nie je celý",
    reason: "Druhá strana ho serveru ešte odovzdáva.",
    step: "Skúste to o chvíľu.",
  },
  "bad-range": {
    name: "Taká časť súboru neexistuje",
    reason: "Súbor také bajty nemá.",
    step: "Stiahnite súbor od začiatku.",
  },
  "blobs-full": {
    name: "Čaká toho priveľa",
    reason: "Vaše súbory na serveri zaberajú všetko vyhradené miesto.",
    step: "Počkajte, kým si druhá strana niektorý stiahne, alebo ho vezmite späť.",
  },
  "log-full": {
    name: "Táto miestnosť už viac neudrží",
    reason: "Má toľko správ, koľko jedna miestnosť smie mať. Čo v nej je, zostane do jej konca.",
    step: "Pokračujte v novej miestnosti.",
  },
  "storage-full": {
    name: "Server je plný",
    reason: "Nič nové neprijme. Čo beží, skončí sa tak, ako má.",
    step: "Skúste to neskôr alebo to povedzte tomu, kto server prevádzkuje.",
  },
  busy: {
    name: "Server nestíha",
    reason: "Je tu viac ľudí, než dokáže v tejto chvíli obslúžiť.",
    step: "Skúste to o chvíľu.",
  },
  restarting: {
    name: "Server sa reštartuje",
    reason: "O chvíľu bude späť.",
    step: "Stránka to skúsi znova sama.",
  },
  "secret-missing": {
    name: "Chýba posledných 8 znakov",
    reason:
      "Adresa pomenúva rozhovor, ale nie jeho tajnú polovicu. Niektoré aplikácie odkaz pri znaku # odrežú.",
    step: "Vypýtajte si celý odkaz alebo napíšte všetkých dvadsať znakov. Ak ste v tomto rozhovore už boli: miesto odišlo so zatvorenou kartou; poproste druhú stranu, nech ho znova otvorí.",
  },
  "code-typo": {
    name: "Je v tom preklep",
    reason: "Toto nie je celý kód: niektorý znak nesedí alebo chýba.",
    step: "Porovnajte ho s originálom, skupinu po skupine.",
  },
  "link-incomplete": {
    name: "Odkaz nie je celý",
    reason:
      "To, čo miestnosť otvára, stojí za znakom # a chýba alebo je odseknuté. Niektoré aplikácie tam odkazy skracujú.",
    step: "Vypýtajte si celý odkaz. Ak ste v tejto miestnosti na tomto zariadení už boli, jej kľúče zmizli s údajmi prehliadača.",
  },
  "code-dead": {
    name: "Tento kód je vyčerpaný",
    reason: "Na tomto zariadení s ním bolo päť nesprávnych pokusov.",
    step: "Vypýtajte si novú pozvánku, poslanú inou cestou.",
  },
  "open-in-other-tab": {
    name: "Tento rozhovor je otvorený na inej karte",
    reason: "Vaše miesto sa používa tam. Pokračujte na tej karte.",
    step: "Skúsiť to znova tu má zmysel, až keď ju zavriete.",
  },
  "keys-lost": {
    name: "Kľúče na tomto zariadení už nie sú",
    reason: "Žijú iba na karte, ktorá rozhovor držala. Zavrela sa alebo miesto prevzal niekto iný.",
    step: "Poproste druhú stranu, nech miesto znova otvorí a pošle vám nový kód.",
  },
  "seat-freed": {
    name: "Vaše miesto sa uvoľnilo",
    reason: "Druhá strana ho znova otvorila pre niekoho iného alebo pre iné vaše zariadenie.",
    step: "Ak ste mali zostať, vypýtajte si od nej nový kód.",
  },
  "role-swapped": {
    name: "Zastavené: miesta sú vymenené",
    reason: "Server rozdal miesta naopak. Samo od seba sa to nestáva.",
    step: "Na tento rozhovor tento server nepoužívajte.",
  },
  "commitment-broken": {
    name: "Zastavené: vyzerá to ako útok",
    reason:
      "Druhé zariadenie nedodržalo, čo určilo ešte pred vznikom bezpečnostných slov. Osoh z toho má iba niekto uprostred.",
    step: "Dajte to druhej strane vedieť inou cestou a začnite nový rozhovor.",
  },
  "peer-on-old-wire": {
    name: "Ich aplikácia súkromie neudrží",
    reason: "Druhá strana používa aplikáciu bez nášho šifrovania, preto sme jej nič neposlali.",
    step: "Poproste ju, nech odkaz otvorí v prehliadači.",
  },
  "storage-blocked": {
    name: "Tento prehliadač si nič nepamätá",
    reason: "Úložisko je tu zablokované a bez neho prídete o miesto pri prvom načítaní.",
    step: "Povoľte údaje stránky pre túto adresu alebo použite iný prehliadač.",
  },
  "randomness-broken": {
    name: "Tento prehliadač nevie vyrobiť kľúče",
    reason: "Chýba mu bezpečná náhoda, ktorú šifrovanie potrebuje.",
    step: "Použite aktuálnu verziu niektorého z bežných prehliadačov.",
  },
  offline: {
    name: "Ste bez pripojenia",
    reason: "Toto zariadenie nemá sieť.",
    step: "Skúste to znova, keď sa vráti.",
  },
};
