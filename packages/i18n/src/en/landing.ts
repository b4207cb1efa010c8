/** The start page. */
export const landing = {
  title: "A private conversation that really ends.",
  lead: "For two people, for a time you set. Messages travel sealed from one device to the other, and when the time is up nothing is left of them. No account, nothing to install.",
  start: {
    title: "Start a private session",
    text: "For two. The clock starts only when the other one arrives.",
    validity: "Invitation is good for",
    length: "Session lasts",
    characters: "Longest message",
    charactersValue: { one: "{count} character", other: "{count} characters" },
    change: "Change limits",
    button: "Start session",
    busy: "Starting…",
  },
  limits: {
    validFor: "Valid for",
    validForHint: "How long the invitation waits. The session itself has not begun.",
    day: "1 day",
    week: "1 week",
    month: "1 month",
    year: "1 year",
    length: "Session length (minutes)",
    characters: "Characters per message",
    range: "{least} to {most}",
    outOfRange: "Choose a whole number from {least} to {most}.",
  },
  join: {
    title: "Join with a code",
    text: "Somebody sent you a link or twenty characters.",
    field: "Code or link",
    hint: "Typing mistakes are caught here, before anything is sent.",
    button: "Join session",
    empty: "Enter the code or the link you were sent.",
    elsewhere:
      "This link leads to another server, {host}. Open it in the address bar if you want to go there. Ask whoever sent it if you did not expect that.",
    nothingSent: "Nothing was sent.",
  },
  room: {
    title: "Secure room",
    text: "One link, two people. It lives for {length}; then both devices and the server delete it.",
    button: "Create secure room",
    busy: "Creating…",
    change: "Change the time",
    lives: "Lives for",
  },
  rooms: {
    title: "Your rooms",
    text: "This browser has a seat in them until they end.",
    until: "Lives until {time}",
    open: "Go in",
    openLabel: "Go in: {until}",
  },
  news: {
    "room-full": {
      name: "That room is full",
      text: "It is for two, and two are in it. If one of them is you, open the link again in the browser you were there with. If not, tell whoever sent you the link: somebody else has used it.",
    },
    "room-not-found": {
      name: "That room is not there",
      text: "Its time is over, it was destroyed, or the link has a mistake. The server tells nobody which. Ask for a new link, or create a room below.",
    },
    destroyed: {
      name: "That room is over",
      text: "This browser keeps nothing of it, and its link leads nowhere. A new room takes one press.",
    },
    dismiss: "Close",
  },
  invites: {
    title: "Your open invites",
    text: "Made on this device, not answered yet. Only this device can show them.",
    waits: "waits until {time}",
    made: "made {time}",
    show: "Show",
    remove: "Delete",
    removeLabel: "Delete the invite {code}",
    showLabel: "Show the invite {code}",
  },
  how: {
    title: "How it works",
    steps: {
      invite: {
        title: "Invite",
        text: "Send the link, show the QR code, or read twenty characters over the phone.",
      },
      compare: {
        title: "Compare",
        text: "Say seven pictures to each other. If they match, nobody stands between you.",
      },
      end: {
        title: "End",
        text: "When the time runs out, or when one of you holds End, both devices wipe it.",
      },
    },
  },
  sees: {
    title: "What the server sees",
    text: "Plain words, because “end-to-end encrypted” says too little.",
    more: "The full tables",
    can: "It can see",
    cannot: "It cannot see",
    canList: {
      exists: "that a session exists, when it began and when it ended",
      address: "your network address while you are connected",
      sizes: "when sealed messages pass through and how large they are",
    },
    cannotList: {
      words: "a word, a reaction or a name",
      secret: "the secret half of the invitation",
      keys: "the keys, or the pictures you compare",
    },
  },
};
