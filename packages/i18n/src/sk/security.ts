import type { security as english } from "../en/security.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const security: Translated<typeof english, SlovakForm> = {
  title: "Čo je chránené a čo nie",
  lead: "Radšej vás tu stratíme, než by sme vás nechali veriť niečomu, čo nie je pravda.",
  contents: "Na tejto stránke",
  canSee: "Vidí: ",
  cannotSee: "Nevidí: ",
  sees: {
    title: "Čo server vidí a čo nevidí",
    what: "Čo",
    session: "Súkromný rozhovor",
    rows: {
      text: { what: "Text, odpovede, reakcie", value: "nie" },
      names: { what: "Mená, ktoré si dáte", value: "nie; sú zašifrované ako správy" },
      who: { what: "Kto sa s kým rozpráva", value: "bez účtov; dve miesta bez mien" },
      when: { what: "Kedy a koľko", value: "časy a zaokrúhlené veľkosti" },
      address: { what: "Sieťová adresa", value: "kým ste pripojení" },
      after: { what: "Po skončení", value: "že rozhovor bol a jeho časy, najviac sedem dní" },
    },
  },
  who: {
    title: "Kto čo dokáže",
    who: "Kto",
    can: "dokáže",
    cannot: "nedokáže",
    rows: {
      operator: {
        who: "prevádzkuje tento server",
        can: "ukončiť rozhovor, odmietnuť službu, vidieť časy",
        cannot: "prečítať alebo obnoviť, čo cezeň prechádza",
      },
      page: {
        who: "prevádzkuje tento server a zmení stránku, ktorú vám pošle",
        can: "odvtedy čítať, čo píšete v prehliadači",
        cannot: "vrátiť, čo sa už skončilo",
      },
      thief: {
        who: "ukradne kód skôr, než príde váš hosť",
        can: "sadnúť si; bezpečnostné slová však nebudú sedieť",
        cannot: "zostať nepovšimnutý, keď ich porovnáte",
      },
      wifi: {
        who: "počúva na vašej Wi-Fi",
        can: "vidieť, že používate tento server",
        cannot: "vidieť, čo hovoríte alebo s kým",
      },
      phone: {
        who: "vezme váš odomknutý telefón",
        can: "čítať, čo je na ňom, tak ako vy",
        cannot: "vrátiť, čo sa skončilo",
      },
    },
  },
  promise: {
    title: "Čo sľúbiť nemôžeme",
    list: {
      screen: "Že si druhá strana neodfotí obrazovku alebo si nič nezapíše.",
      device: "Že zariadenie, ktoré už ovláda niekto iný, pred ním vaše slová utají.",
      memory:
        "Že v pamäti počítača nič nezostane. Skript vie kľúče a správy zahodiť, pamäť však prepísať nevie.",
      page: "Že vám server pošle stránku, ktorú sme napísali. V prehliadači prichádza pri každom načítaní nanovo; je to najslabšie miesto a hovoríme o ňom otvorene.",
    },
  },
  keys: {
    title: "Kľúče a šifry",
    text: "Z kódu sa kľúče robia cez CPace, takže sa nedá hádať mimo siete, spolu s X-Wing, ktorý obstojí aj proti nahratej prevádzke a neskoršiemu kvantovému počítaču. Správy chráni AES-256-GCM pod kľúčom, ktorý sa s každou správou posúva. Bezpečnostné slová sú určené skôr, než sa ukážu, takže nikto uprostred nemôže hľadať zhodu.",
  },
};
