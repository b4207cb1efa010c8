import type { check as english } from "../en/check.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const check: Translated<typeof english, SlovakForm> = {
  lead: "Nikomu sa nevolá. Zvuk a obraz zostávajú v tomto zariadení; servery, ktoré hovorom pomáhajú, vidia jeho sieťovú adresu, tak ako pri hovore.",
  again: "Skontrolovať znova",
  done: "Hotovo",
  verdict: {
    checking: { title: "Kontrolujeme", text: "Odpoveď budete mať do desiatich sekúnd." },
    all: {
      title: "Volať môžete: otvorená je priama cesta aj prenosový server.",
      text: "Nech je druhá strana v akejkoľvek sieti, jedna z nich takmer určite vydrží.",
    },
    relay: {
      title: "Volať môžete: prenosový server je dostupný.",
      text: "Priama cesta sa neotvorila. Hovory vtedy idú cez prenosový server, zašifrované ako vždy.",
    },
    direct: {
      title: "Volať sa asi dá, priamo.",
      text: "Prenosový server nie je dostupný. Ak je jedna z oboch sietí prísna, ako v kanceláriách a hoteloch, hovor neprejde.",
    },
    local: {
      title: "Hovory sa dostanú len v rámci vašej siete.",
      text: "Zvonka nič neodpovedalo. Skúste inú sieť, napríklad mobilnú.",
    },
    "none-offered": {
      title: "Tento server neponúka žiadne servery, ktoré hovorom pomáhajú.",
      text: "V jednej sieti hovory fungujú, medzi dvoma sa podariť môžu. Prevádzkovateľ servera môže pridať STUN a TURN.",
    },
    "no-servers": {
      title: "Server neuviedol, ktoré servery hovorom pomáhajú.",
      text: "Vyskúšať sa preto dala len vaša vlastná sieť. Skontrolujte to o minútu znova.",
    },
    nothing: {
      title: "Z tohto prehliadača sa hovor von nedostane.",
      text: "Neukazuje žiadnu sieťovú adresu. Nie je sieť, alebo hovory (WebRTC) vypína nastavenie či rozšírenie.",
    },
  },
  noMicrophone: "Chýba mikrofón: druhá strana by vás nepočula.",
  devices: {
    title: "Vaše zariadenia",
    microphone: "Mikrofón",
    camera: "Kamera",
    speaker: "Reproduktor",
    own: "Podľa prehliadača",
    unnamed: "{kind} {number}",
    asking: {
      microphone: "Prehliadač sa pýta, či táto stránka smie použiť mikrofón.",
      camera: "Prehliadač sa pýta, či táto stránka smie použiť kameru.",
    },
    level: "Hlasitosť v mikrofóne",
    speak: "Povedzte niečo: pruhy idú za vaším hlasom.",
    heard: "Je vás počuť.",
    preview: "Obraz z vašej kamery",
    askAgain: "Spýtať sa znova",
    play: "Prehrať zvuk",
    playing: "Prehráva sa…",
    played: "Tri tóny. Ak ich nebolo počuť, pridajte hlasitosť alebo vyberte iný reproduktor.",
    playFailed: "Prehliadač ho tu prehrať nedokázal. Vyberte iný reproduktor.",
    system: "Hovory znejú tam, kde systém prehráva všetko ostatné.",
  },
  trouble: {
    refused: {
      microphone: "Mikrofón je pre túto stránku zakázaný.",
      camera: "Kamera je pre túto stránku zakázaná.",
    },
    missing: {
      microphone: "Nenašiel sa žiadny mikrofón.",
      camera: "Nenašla sa žiadna kamera.",
    },
    "in-use": {
      microphone: "Mikrofón práve používa niečo iné.",
      camera: "Kameru práve používa niečo iné.",
    },
    insecure: {
      microphone: "Mikrofón dáva prehliadač len zabezpečeným stránkam.",
      camera: "Kameru dáva prehliadač len zabezpečeným stránkam.",
    },
    failed: {
      microphone: "Mikrofón sa nespustil a prehliadač nehovorí prečo.",
      camera: "Kamera sa nespustila a prehliadač nehovorí prečo.",
    },
  },
  help: {
    missing: {
      microphone: "Pripojte ho alebo zapnite a spýtajte sa znova.",
      camera: "Pripojte ju alebo zapnite a spýtajte sa znova. Hlasový hovor funguje aj bez nej.",
    },
    "in-use": "Zatvorte iný program alebo kartu, ktorá zariadenie používa, a spýtajte sa znova.",
    insecure: "Otvorte túto stránku cez adresu, ktorá sa začína na https.",
    failed: "Zatvorte programy, ktoré zariadenie používajú, alebo spustite prehliadač znova.",
  },
  allow: {
    chromium: "Stlačte znak vľavo od adresy, tam prístup povoľte a spýtajte sa znova.",
    firefox: "Stlačte preškrtnutý znak vľavo od adresy, zákaz zrušte a spýtajte sa znova.",
    safari:
      "V ponuke Safari zvoľte Nastavenia pre túto webovú stránku, tam prístup povoľte a spýtajte sa znova.",
    ios: "Stlačte znak pri adrese, potom Nastavenia webovej stránky, tam prístup povoľte a spýtajte sa znova. Ak tam nie je: Nastavenia telefónu, váš prehliadač, povoliť.",
    android: "Stlačte znak vľavo od adresy, potom Povolenia, tam prístup povoľte a spýtajte sa znova.",
    unknown: "Povoľte prístup v nastaveniach prehliadača pre túto stránku a spýtajte sa znova.",
  },
  ways: {
    title: "Cesty k druhej strane",
    names: {
      host: "Vaša vlastná sieť",
      stun: "Priamo, cez vašu verejnú adresu (STUN)",
      "turn-udp": "Prenosový server cez UDP",
      "turn-tcp": "Prenosový server cez TCP",
      "turn-tls": "Prenosový server cez TLS",
    },
    about: {
      host: "Pre dve zariadenia na tej istej Wi-Fi.",
      stun: "Najrýchlejšia. Druhá strana pri nej vidí vašu adresu.",
      "turn-udp": "Keď sa neotvorí žiadna priama cesta.",
      "turn-tcp": "Keď sieť zahadzuje UDP, ako v kanceláriách a hoteloch.",
      "turn-tls": "Vyzerá ako webová stránka a prejde takmer všade.",
    },
    states: {
      waiting: "čaká",
      trying: "skúša sa",
      open: "otvorené",
      refused: "odmietnuté",
      unreachable: "zatvorené",
      "not-offered": "nie je v ponuke",
      "not-tried": "neskúšalo sa",
    },
    notOffered: "Tento server žiadny neuvádza.",
    refused: {
      login:
        "Server odpovedal, no prihlásenie odmietol ({code}). Prevádzkovateľ by mal porovnať tajomstvá a hodiny oboch serverov.",
      forbidden: "Server odpovedal, no túto sieť zakazuje ({code}).",
      stale: "Server odpovedal, no prihlásenie už zastaralo ({code}). Skontrolujte to znova.",
      full: "Server odpovedal, no nemá voľné miesto ({code}). Skontrolujte to neskôr znova.",
      unknown: "Server odpovedal a odmietol ({code}).",
    },
    unreachable: {
      "no-name": "Jeho názov nikam nevedie. Prevádzkovateľ servera by sa mal pozrieť na adresu.",
      "no-answer": "Bez odpovede: blokuje to vaša sieť, alebo server nebeží.",
      "no-answer-tls": "Bez odpovede: blokuje to vaša sieť, alebo prehliadač neverí certifikátu servera.",
      blocked: "Prehliadač to ani neskúsil: zakazuje to nastavenie alebo rozšírenie.",
    },
    ms: "{count} ms",
    seconds: "{count} s",
  },
  bandwidth: {
    title: "Rýchlosť cez prenosový server",
    waiting: "Zistí sa, keď sa vyskúšajú všetky cesty.",
    "no-relay": "Neskúšala sa: prenosový server nie je dostupný.",
    measuring: "Tri sekundy sa posielajú dáta…",
    failed: "Nič sa nevrátilo včas.",
    nothing: "Sotva stačí na hlas",
    voice: "Stačí na hlas",
    video: "Stačí na video",
    hd: "Stačí na video v HD",
    guess: "Odhad z troch sekúnd: asi {rate} Mbit/s tam aj späť.",
  },
  warnings: {
    title: "Pre prevádzkovateľa servera",
    unroutable: "Vynechané: {url}. Na túto adresu sa dostane len ten počítač sám, žiadne iné zariadenie.",
    "only-ipv4":
      "Všetky pomocné servery majú len adresu IPv4. Zo siete, ktorá pozná len IPv6, sa k nim bez prekladača nedá dostať.",
    "only-ipv6":
      "Všetky pomocné servery majú len adresu IPv6. Zo siete, ktorá pozná len IPv4, a takých je veľa, sa k nim nedá dostať.",
    fits: "Vaše zariadenie má {family}, takže to môže zastaviť nanajvýš druhú stranu.",
    misses: "Vaše zariadenie adresu {family} neukázalo: najskôr preto cesty nie sú otvorené.",
  },
};
