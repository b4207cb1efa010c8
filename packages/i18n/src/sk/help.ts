import type { help as english } from "../en/help.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const help: Translated<typeof english, SlovakForm> = {
  title: "Pomocník",
  lead: "Všetko na jednej stránke, čitateľné aj bez skriptov.",
  contents: "Na tejto stránke",
  sections: {
    start: {
      title: "Začať a pripojiť sa",
      questions: {
        start: {
          q: "Ako začnem súkromný rozhovor?",
          a: "Na úvodnej stránke stlačte „Začať rozhovor“. Dostanete odkaz, QR kód a dvadsať znakov. Pošlite jedno z nich jednému človeku. Čas začne plynúť, keď si sadne.",
        },
        halves: {
          q: "Prečo má kód dve polovice?",
          a: "Prvé tri skupiny povedia serveru, o ktorý rozhovor ide. Posledné dve zostávajú medzi vami: z nich vznikajú kľúče a server ich poznať nesmie.",
        },
        preview: {
          q: "Odkaz sa mi otvoril v náhľade. Je miesto preč?",
          a: "Nie. Otvorením odkazu sa miesto nikdy neobsadí, až stlačením tlačidla.",
        },
        sleep: {
          q: "Telefón zaspal. Stratili sa správy?",
          a: "Nie. Čakajú na zariadení odosielateľa a prídu raz a v poradí, keď sa telefón počas rozhovoru vráti.",
        },
        three: { q: "Môžu sa rozprávať traja?", a: "Nie. Rozhovor má vždy dve miesta." },
      },
    },
    rooms: {
      title: "Zabezpečené miestnosti",
      questions: {
        what: {
          q: "Čím sa miestnosť líši od rozhovoru?",
          a: "Namiesto kódu má odkaz a čo v nej poviete, zostáva zašifrované uložené, kým jej nevyprší čas: môžete písať, aj keď je druhá strana preč, stránku zavrieť, vrátiť sa a všetko si prečítať. Z rozhovoru sa neukladá nikde nič.",
        },
        back: {
          q: "Ako sa do miestnosti vrátim?",
          a: "Otvorte odkaz znova v tom istom prehliadači alebo sa pozrite na „Vaše miestnosti“ na úvodnej stránke. Iný prehliadač či zariadenie v nej miesto nemá: miestnosť je pre dve zariadenia.",
        },
        link: {
          q: "Kto môže čítať s odkazom?",
          a: "Kým si niekto nesadne na druhé miesto, môže si naň sadnúť každý, kto má celý odkaz, a prečítať, čo ste napísali. Keď obe zariadenia potvrdia kľúče, odkaz už nič neotvorí. Kto si sadol, zistíte porovnaním bezpečnostných slov.",
        },
        destroy: {
          q: "Čo urobí „Zničiť miestnosť“?",
          a: "Vaše zariadenie hneď zahodí kľúče a správy, server zmaže, čo z nej má, a druhé zariadenie sa to dozvie. Posledná stránka povie, o ktorom z tých troch miest sa to vie. Čo si niekto odfotil, zostane.",
        },
        name: {
          q: "Prečo sa volám anonymous-otter?",
          a: "To meno si vymyslelo vaše zariadenie. Zmeníte ho v časti „O tejto miestnosti“. Zostane v tomto zariadení aj pre ďalšie miestnosti.",
        },
      },
    },
    words: {
      title: "Bezpečnostné slová",
      questions: {
        why: {
          q: "Prečo sedem obrázkov?",
          a: "Lebo slová sa hovoria ľahšie než čísla. Kto by chcel byť medzi vami, musel by trafiť jednu kombináciu približne zo štyroch biliónov.",
        },
        differ: {
          q: "Nesedia. Čo teraz?",
          a: "Prečítajte si ich ešte raz. Ak stále nesedia, rozhovor ukončite a začnite nový s kódom poslaným inou cestou.",
        },
        when: {
          q: "Kedy ich porovnať?",
          a: "Skôr než poviete niečo dôležité. Nahlas, v telefóne alebo zoči-voči, nikdy nie priamo v správach.",
        },
      },
    },
    trouble: {
      title: "Keď niečo zlyhá",
      questions: {
        code: {
          q: "Kód sa neprijal",
          a: "Väčšinu preklepov nájdeme už na vašom zariadení, skôr než sa čokoľvek odošle. Ak stránka hovorí, že kód neprijalo druhé zariadenie, vypýtajte si posledné dve skupiny ešte raz: pokusov je päť.",
        },
        taken: {
          q: "Obe miesta sú obsadené, a ja v rozhovore nie som",
          a: "Potom vašu pozvánku použil niekto iný, alebo vy v inom prehliadači. Hneď to povedzte inou cestou tomu, kto ju poslal; môže miesto znova otvoriť alebo rozhovor ukončiť.",
        },
        reload: {
          q: "Stránka sa načítala znova",
          a: "Miesto vám na tej karte zostane. Čo zaznelo, z vašej obrazovky zmizlo, okrem vašich vlastných správ, ktoré ešte nedorazili; druhé zariadenie môže poslať svoju kópiu.",
        },
      },
    },
    calls: {
      title: "Hovory",
      questions: {
        way: {
          q: "Kto môže hovor počuť?",
          a: "Len vy dvaja. Zvuk a obraz idú z jedného zariadenia do druhého alebo cez prenosový server prevádzkovateľa, po celej ceste zašifrované. Porovnajte si bezpečnostné slová: dovtedy by uprostred mohol byť niekto s ukradnutým kódom.",
        },
        address: {
          q: "Uvidí druhá strana, kde som?",
          a: "Priamy hovor ukáže každej strane sieťovú adresu tej druhej. Ak má tento server prenosový server, hovory idú len cez neho, kým neporovnáte bezpečnostné slová; ak ho nemá, stránka sa vás najprv spýta. Za seba si môžete vybrať aj počas hovoru.",
        },
        fails: {
          q: "Hovor nenájde cestu",
          a: "Niektoré siete hovory nedovolia. Ktoré cesty sú otvorené, ukáže kontrola pred hovorom v časti O tomto rozhovore. Hlasová správa príde, aj keď hovor nejde.",
        },
        record: {
          q: "Dá sa hovor nahrať?",
          a: "Týmto programom len so súhlasom druhej strany a s červenou značkou na oboch obrazovkách. Zmenenému programu ani kamere namierenej na obrazovku to zakázať nemožno.",
        },
      },
    },
    ending: {
      title: "Koniec a mazanie",
      questions: {
        end: {
          q: "Čo sa stane o 0:00?",
          a: "Stránky na oboch zariadeniach zahodia kľúče aj správy. Zariadenie bez siete to urobí podľa vlastných hodín. Dôkaz, že to druhé zariadenie naozaj urobilo, nedostane nikto.",
        },
        more: {
          q: "Môžeme mať viac času?",
          a: "Áno. Predĺžiť požiada druhú stranu o ďalšie minúty; Preskočiť presunie obe zariadenia do nového rozhovoru s čerstvými kľúčmi. Súhlasiť musíte obaja.",
        },
        deleted: {
          q: "Dá sa zmazať jedna správa?",
          a: "Áno, vlastná, na oboch zariadeniach. Či ju druhá strana už čítala alebo odfotila, to nikto nezvráti.",
        },
      },
    },
    keyboard: {
      title: "Klávesnica",
      questions: {
        keys: {
          q: "Ktoré klávesy môžem v rozhovore používať?",
          a: "Šípky hore a dole prechádzajú medzi správami; R odpovie, E reaguje, C kopíruje, Delete vezme späť vlastnú správu. F6 prejde na ďalšiu časť stránky, Escape zatvorí, zruší a napokon skočí na poslednú správu.",
        },
      },
    },
  },
};
