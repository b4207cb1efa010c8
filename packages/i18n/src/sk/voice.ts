import type { voice as english } from "../en/voice.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const voice: Translated<typeof english, SlovakForm> = {
  title: "Nahrať hlasovú správu",
  asking: "Povoľte mikrofón…",
  recording: "Nahráva sa.",
  full: "Päť minút je najviac. Odošlite ju alebo zrušte.",
  lost: "Mikrofón sa odpojil. Odošlite, čo je nahraté, alebo to zrušte.",
  length: "Doterajšia dĺžka",
  cancel: "Zrušiť",
  send: "Odoslať",
  play: "Prehrať hlasovú správu, {time}",
  pause: "Pozastaviť",
  queued: "Čaká na odoslanie",
  sending: "Odosiela sa {done} z {count}",
  arriving: "Prichádza {done} z {count}",
  broken: "Neprišla celá.",
  letGo: "Uvoľnila miesto novším.",
  cannotPlay: "Tento prehliadač ju nevie prehrať.",
  notTaken: "Správa sa nedala odoslať: nič nebolo počuť, alebo ešte čaká priveľa hlasových správ.",
  trouble: {
    insecure: "Prehliadače nahrávajú iba na stránkach s https. Obráťte sa na správcu tohto servera.",
    refused: "Mikrofón tu nie je povolený. Povoľte ho v adresnom riadku prehliadača a skúste to znova.",
    missing: "Nenašiel sa žiadny mikrofón. Pripojte ho a skúste to znova.",
    "in-use": "Mikrofón práve používa iný program. Zatvorte ho tam a skúste to znova.",
    failed: "Mikrofón sa nespustil. Skúste to znova alebo v inom prehliadači.",
  },
};
