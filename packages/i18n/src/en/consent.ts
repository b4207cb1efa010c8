/** The terms, asked for once before the first session. */
export const consent = {
  title: "Before your first session",
  lead: "A few minutes to read. We ask once, and again only if it changes.",
  text: "The text of the terms",
  scroll: "Read to the end to agree.",
  check: "I have read the {terms} and the {privacy}, version of {date}.",
  terms: "terms of service",
  privacy: "privacy policy",
  agree: "Agree",
  notNow: "Not now",
};
