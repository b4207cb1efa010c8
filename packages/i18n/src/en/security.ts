/** Security in plain words. */
export const security = {
  title: "What is protected, and what is not",
  lead: "Nobody independent has audited how this encryption is put together; its parts are known and public. What follows is what it is built to do. We would rather lose you here than let you believe something untrue.",
  contents: "On this page",
  canSee: "Can see: ",
  cannotSee: "Cannot see: ",
  sees: {
    title: "What the server can and cannot see",
    what: "What",
    session: "Private session",
    room: "Secure room",
    rows: {
      text: {
        what: "Text, replies, reactions, voice messages",
        value: "no",
        room: "no; it keeps them, sealed, until the end",
      },
      calls: {
        what: "Calls",
        value: "that signals pass, and when; never sound or picture, not even in the relay",
        room: "the same",
      },
      names: {
        what: "Names you give each other",
        value: "no; sealed like messages",
        room: "no; sealed like messages",
      },
      who: {
        what: "Who talks with whom",
        value: "two network addresses in one session; no accounts, no names",
        room: "two network addresses in one room; no accounts, no names",
      },
      when: {
        what: "When, and how much",
        value: "times and padded sizes",
        room: "times and padded sizes, until the end",
      },
      address: {
        what: "Network address",
        value: "while you are connected",
        room: "while you are connected",
      },
      after: {
        what: "After the end",
        value:
          "that it existed and its times, for seven days at most; in its log, under a random number, for as long as the operator keeps logs",
        room: "nothing of the room; in its log that one ended, under a random number. Copies an operator made of the disk meanwhile hold what was sealed, and nobody can open that without one of the two devices",
      },
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
        can: "end sessions, refuse service, see times; with the whole code, sit between you until you compare the safety words",
        cannot: "read or restore what passes through it without the whole code",
      },
      page: {
        who: "runs this server and changes the page it sends you",
        can: "read what you type in a browser from then on",
        cannot: "bring back what has already ended",
      },
      thief: {
        who: "steals the code before your guest",
        can: "take the seat and pose as your guest; between the two of you only together with the server, and then the safety words differ",
        cannot:
          "stay unnoticed once you compare the words with the person you know, by voice or face to face",
      },
      link: {
        who: "has the link of your room before your guest takes the seat",
        can: "take the seat, and read what you wrote until then",
        cannot: "read or write anything once both devices have confirmed their keys",
      },
      wifi: {
        who: "listens on your Wi-Fi",
        can: "see that you use this server, when and how much",
        cannot: "read what you say, if the address begins with https; without it they could change the page",
      },
      phone: {
        who: "takes your unlocked phone",
        can: "read what is on it, like you",
        cannot: "get an ended session back from the page; traces in memory or on the disk are another matter",
      },
    },
  },
  promise: {
    title: "What we cannot promise",
    list: {
      screen: "That the other person does not photograph the screen or write things down.",
      device: "That a device somebody else already controls keeps your words from them.",
      memory:
        "That nothing is left in a computer’s memory or on its disk. Script can drop keys and messages, it cannot overwrite memory. Your own messages that have not arrived yet rest in the tab’s storage until they have.",
      room: "That a room is gone from places software cannot reach: a browser’s own remnants on its disk and its history of addresses, or copies of the server’s disk. While a room runs, its keys rest in the browser’s database, under a key that no script can read out: against a copied profile an obstacle, not a wall.",
      page: "That a server sends you the page we wrote. In a browser the page comes anew with every load; that is the weakest part, and we say so.",
    },
  },
  keys: {
    title: "Keys and ciphers",
    text: "The code is turned into keys by CPace, which is made so that a code cannot be guessed offline, together with X-Wing, which is meant to keep recorded traffic closed to a later quantum computer too. Messages are sealed with AES-256-GCM under a key that moves on with every message. The safety words are fixed before they are shown, so nobody in between can look for a match. Calls are encrypted by the browser from device to device (DTLS-SRTP), with keys the sealed conversation vouches for; unlike messages they are not protected against a later quantum computer. Until you have compared them, you cannot know that only the two of you hold the keys.",
  },
};
