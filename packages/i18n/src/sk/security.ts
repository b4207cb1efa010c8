import type { security as english } from "../en/security.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const security: Translated<typeof english, SlovakForm> = {
  title: "Čo je chránené a čo nie",
  lead: "To, ako je toto šifrovanie zložené, zatiaľ nikto nezávislý nepreveril; jeho jednotlivé časti sú známe a verejné. Ďalej píšeme, na čo je postavené. Radšej vás tu stratíme, než by sme vás nechali veriť niečomu, čo nie je pravda.",
  contents: "Na tejto stránke",
  canSee: "Vidí: ",
  cannotSee: "Nevidí: ",
  sees: {
    title: "Čo server vidí a čo nevidí",
    what: "Čo",
    session: "Súkromný rozhovor",
    room: "Zabezpečená miestnosť",
    rows: {
      text: {
        what: "Text, odpovede, reakcie, hlasové správy",
        value: "nie",
        room: "nie; zašifrované ich má uložené do konca",
      },
      calls: {
        what: "Hovory",
        value: "že prechádzajú signály a kedy; zvuk ani obraz nikdy, ani na prenosovom serveri",
        room: "to isté",
      },
      names: {
        what: "Mená, ktoré si dáte",
        value: "nie; sú zašifrované ako správy",
        room: "nie; sú zašifrované ako správy",
      },
      who: {
        what: "Kto sa s kým rozpráva",
        value: "dve sieťové adresy v jednom rozhovore; bez účtov a bez mien",
        room: "dve sieťové adresy v jednej miestnosti; bez účtov a bez mien",
      },
      when: {
        what: "Kedy a koľko",
        value: "časy a zaokrúhlené veľkosti",
        room: "časy a zaokrúhlené veľkosti, do konca",
      },
      address: {
        what: "Sieťová adresa",
        value: "kým ste pripojení",
        room: "kým ste pripojení",
      },
      after: {
        what: "Po skončení",
        value:
          "že rozhovor bol a jeho časy, najviac sedem dní; v logu pod náhodným číslom tak dlho, ako prevádzkovateľ logy uchováva",
        room: "z miestnosti nič; v logu pod náhodným číslom, že sa nejaká skončila. V kópiách disku, ktoré si prevádzkovateľ medzitým urobil, je to, čo bolo zašifrované, a to bez jedného z dvoch zariadení nikto neotvorí",
      },
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
        can: "ukončiť rozhovor, odmietnuť službu, vidieť časy; ak má celý kód, byť medzi vami, kým neporovnáte bezpečnostné slová",
        cannot: "bez celého kódu prečítať alebo obnoviť, čo cezeň prechádza",
      },
      page: {
        who: "prevádzkuje tento server a zmení stránku, ktorú vám pošle",
        can: "odvtedy čítať, čo píšete v prehliadači",
        cannot: "vrátiť, čo sa už skončilo",
      },
      thief: {
        who: "ukradne kód skôr, než príde váš hosť",
        can: "zaujať miesto a vydávať sa za vášho hosťa; medzi vami dvoma len spolu so serverom, a vtedy bezpečnostné slová nesedia",
        cannot:
          "zostať nepovšimnutý, keď slová porovnáte s človekom, ktorého poznáte, hlasom alebo zoči-voči",
      },
      link: {
        who: "má odkaz na vašu miestnosť skôr, než si hosť sadne",
        can: "sadnúť si a prečítať, čo ste dovtedy napísali",
        cannot: "čokoľvek čítať či písať, keď už obe zariadenia potvrdili kľúče",
      },
      wifi: {
        who: "počúva na vašej Wi-Fi",
        can: "vidieť, že používate tento server, kedy a koľko",
        cannot: "čítať, čo hovoríte, ak sa adresa začína na https; inak by mohol zmeniť stránku",
      },
      phone: {
        who: "vezme váš odomknutý telefón",
        can: "čítať, čo je na ňom, tak ako vy",
        cannot: "dostať zo stránky späť skončený rozhovor; stopy v pamäti alebo na disku sú iná vec",
      },
    },
  },
  promise: {
    title: "Čo sľúbiť nemôžeme",
    list: {
      screen: "Že si druhá strana neodfotí obrazovku alebo si nič nezapíše.",
      device: "Že zariadenie, ktoré už ovláda niekto iný, pred ním vaše slová utají.",
      memory:
        "Že v pamäti počítača alebo na jeho disku nič nezostane. Skript vie kľúče a správy zahodiť, pamäť však prepísať nevie. Vaše vlastné správy, ktoré ešte nedorazili, sú v úložisku karty, kým nedorazia.",
      room: "Že miestnosť zmizne aj odtiaľ, kam softvér nedosiahne: zo zvyškov prehliadača na disku a z jeho histórie adries alebo z kópií disku servera. Kým miestnosť trvá, jej kľúče ležia v databáze prehliadača pod kľúčom, ktorý žiadny skript neprečíta: proti skopírovanému profilu je to prekážka, nie múr.",
      page: "Že vám server pošle stránku, ktorú sme napísali. V prehliadači prichádza pri každom načítaní nanovo; je to najslabšie miesto a hovoríme o ňom otvorene.",
    },
  },
  keys: {
    title: "Kľúče a šifry",
    text: "Z kódu sa kľúče robia cez CPace, ktorý je stavaný tak, aby sa kód nedal hádať mimo siete, spolu s X-Wing, ktorý má nahratú prevádzku udržať zatvorenú aj pred neskorším kvantovým počítačom. Správy chráni AES-256-GCM pod kľúčom, ktorý sa s každou správou posúva. Bezpečnostné slová sú určené skôr, než sa ukážu, takže nikto uprostred nemôže hľadať zhodu. Hovory šifruje prehliadač z jedného zariadenia do druhého (DTLS-SRTP), kľúčmi, za ktoré ručí zašifrovaný rozhovor; pred neskorším kvantovým počítačom ich to na rozdiel od správ nechráni. Kým ich neporovnáte, nemôžete vedieť, že kľúče máte len vy dvaja.",
  },
};
