/** Security in plain words. */
export const security = {
  title: "What is protected, and what is not",
  lead: "We would rather lose you here than let you believe something untrue.",
  contents: "On this page",
  canSee: "Can see: ",
  cannotSee: "Cannot see: ",
  sees: {
    title: "What the server can and cannot see",
    what: "What",
    session: "Private session",
    rows: {
      text: { what: "Text, replies, reactions", value: "no" },
      names: { what: "Names you give each other", value: "no; sealed like messages" },
      who: { what: "Who talks with whom", value: "no accounts; two seats without names" },
      when: { what: "When, and how much", value: "times and padded sizes" },
      address: { what: "Network address", value: "while you are connected" },
      after: { what: "After the end", value: "that it existed and its times, for seven days at most" },
    },
  },
  who: {
    title: "Who can do what",
    who: "Somebody who",
    can: "can",
    cannot: "cannot",
    rows: {
      operator: {
        who: "runs this server",
        can: "end sessions, refuse service, see times",
        cannot: "read or restore what passes through it",
      },
      page: {
        who: "runs this server and changes the page it sends you",
        can: "read what you type in a browser from then on",
        cannot: "bring back what has already ended",
      },
      thief: {
        who: "steals the code before your guest",
        can: "take the seat; the safety words will differ",
        cannot: "stay unnoticed once you compare them",
      },
      wifi: {
        who: "listens on your Wi-Fi",
        can: "see that you use this server",
        cannot: "see what you say, or with whom",
      },
      phone: {
        who: "takes your unlocked phone",
        can: "read what is on it, like you",
        cannot: "bring back what has ended",
      },
    },
  },
  promise: {
    title: "What we cannot promise",
    list: {
      screen: "That the other person does not photograph the screen or write things down.",
      device: "That a device somebody else already controls keeps your words from them.",
      memory:
        "That nothing is left in a computer’s memory. Script can drop keys and messages, it cannot overwrite memory.",
      page: "That a server sends you the page we wrote. In a browser the page comes anew with every load; that is the weakest part, and we say so.",
    },
  },
  keys: {
    title: "Keys and ciphers",
    text: "The code is turned into keys by CPace, so it cannot be guessed offline, together with X-Wing, which also stands against recorded traffic and a later quantum computer. Messages are sealed with AES-256-GCM under a key that moves on with every message. The safety words are fixed before they are shown, so nobody in between can look for a match.",
  },
};
