import type { consent as english } from "../en/consent.ts";
import type { SlovakForm, Translated } from "../translated.ts";

export const consent: Translated<typeof english, SlovakForm> = {
  title: "Pred prvým rozhovorom",
  lead: "Pár minút čítania. Pýtame sa raz a potom len vtedy, keď sa niečo zmení.",
  text: "Text podmienok",
  scroll: "Súhlasiť sa dá, keď dočítate až na koniec.",
  check: "Prečítal(a) som si {terms} a {privacy}, znenie z {date}.",
  terms: "podmienky používania",
  privacy: "ochranu súkromia",
  agree: "Súhlasím",
  notNow: "Teraz nie",
};
