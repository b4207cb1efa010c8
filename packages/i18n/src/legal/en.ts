import type { LegalDocument } from "./types.ts";

export const terms: LegalDocument = {
  title: "Terms of service",
  version: "2026-11-20",
  updated: "2026-11-20",
  intro: [
    "These terms are an agreement between you and the operator of this server: the person or organisation that runs it at the address you have opened. ChatOrbit is open-source software that anybody may run; its authors do not run this server and are not a party to these terms.",
    "Reading them takes about four minutes. The privacy policy says what happens to data.",
  ],
  sections: [
    {
      heading: "1. What the service is",
      paragraphs: [
        "A private session is a conversation between exactly two devices: written, with voice messages and calls. Whoever starts it chooses how long it lasts; the time begins when the second device takes its seat. You need no account.",
        "The pages of this server encrypt every message on your device, and only the other device can decrypt it. The server passes messages on and stores none of them. When the time is up, or when one of you ends the session, the pages on both devices delete the conversation.",
        "The encryption combines published methods in a way that is the project’s own and has not been independently audited. If relying on it could put you in danger, read the security page first.",
      ],
    },
    {
      heading: "2. Who may use it",
      paragraphs: [
        "You may use the service if you are at least 16 years old, or younger with the consent of a parent or guardian. It does not ask your age and cannot check it.",
        "You may not use it if the law forbids you to, or if the operator has excluded you.",
      ],
    },
    {
      heading: "3. What you agree not to do",
      paragraphs: [
        "Do not use the service to:",
        {
          list: [
            "break the law, or help somebody else to break it;",
            "threaten, blackmail, stalk or defraud anybody;",
            "exploit or sexually abuse children, or pass on material that shows it;",
            "go on writing to a person who has asked you to stop;",
            "spread harmful software or trick people into giving away passwords or money;",
            "enter a session that was not meant for you, guess codes, or take somebody else’s seat;",
            "overload the server, get around its limits, or attack other systems through it.",
          ],
        },
        "You answer for what you write and for what you do with what you are told. Test this server for weaknesses only with the operator’s consent.",
      ],
    },
    {
      heading: "4. What the operator cannot do",
      paragraphs: [
        "The operator does not have the keys to your conversation, and so cannot read, search, moderate or restore it, or hand it over to anybody: not to you, not to the other person, not to an authority. Once both of you have closed your tabs or the session has ended, nobody can bring it back.",
        "This is true of the software as it is published. The pages come from this server each time you open them, and an operator who changed them could make them read along. An operator who got hold of your whole code could sit between you until you compare the safety words. Use a server whose operator you trust, or run your own.",
        "Other programs may connect in an older format without this encryption. The pages of this server refuse to talk to them.",
      ],
    },
    {
      heading: "5. What nobody can promise you",
      paragraphs: [
        {
          list: [
            "The other person can photograph or copy everything you send, and can use a program that deletes nothing.",
            "A device that somebody else controls shows them what it shows you.",
            "Deleting means that the page drops keys and messages. It cannot overwrite every trace in memory or on a disk.",
            "Whoever gets the whole code before the person you meant can take that person’s seat. Comparing the safety words with the person you know, by voice or face to face, shows it; without that you cannot know.",
          ],
        },
      ],
    },
    {
      heading: "6. No warranty",
      paragraphs: [
        "The service is provided as it is. The operator does not promise that it is free of errors or available, that a message arrives, or that it suits your purpose. It can be changed, interrupted or shut down at any time, even during a session. Do not rely on it in an emergency, and do not keep your only copy of anything in it.",
        "As far as the law allows, the operator is not liable for damage that comes from using the service or from not being able to use it. Nothing in these terms limits liability that the law does not allow to be limited, or rights you have as a consumer.",
      ],
    },
    {
      heading: "7. Limits and endings",
      paragraphs: [
        "How many sessions can be started from one network address, how often somebody can try to join, and how long and how frequent messages may be is limited. The page names the limit you meet and says when you can go on.",
        "Either of you may end a session at any time, for both. There is nothing to cancel when you stop using the service.",
        "The operator may end a session, block access, or stop offering the service, in particular to protect people or the server or because the law requires it. A session ended like this is over for both and cannot be restored.",
      ],
    },
    {
      heading: "8. If somebody harms you",
      paragraphs: [
        "When a session ends, your copy of it is gone too. If you may need evidence, secure it before you end the session, for example by photographing the screen. In danger, call the police first.",
        "Then tell the operator of this server what happened. The operator sees only what you show. If you have the code, give its first twelve characters and keep the last eight to yourself. The operator may end the session or block access. This version has no report form.",
      ],
    },
    {
      heading: "9. Law and changes",
      paragraphs: [
        "The law of the country in which the operator is established applies. If you are a consumer, you keep the protection of the mandatory law of the country you live in, and you can turn to the courts there.",
        "If a part of these terms turns out to be invalid, the rest still holds. If language versions differ, the version in the language in which you agreed counts.",
        "The operator may change these terms for the future. A new version carries a new date, and the page asks for your agreement before you next start a session.",
      ],
    },
  ],
};

export const privacy: LegalDocument = {
  title: "Privacy policy",
  version: "2026-11-20",
  updated: "2026-11-20",
  intro: [
    "This policy says what this server, and the pages it delivers, do with data when the software runs as it is published. The server never stores what you write to each other, not even encrypted. It does store, for a short time, that a session existed and when; its log notes the same under a random number, for as long as the operator keeps logs.",
    "In what follows, the code is the twenty characters of an invitation. The server knows the first twelve. The last eight are made on a device and never reach it.",
  ],
  sections: [
    {
      heading: "1. Who is responsible",
      paragraphs: [
        "The operator of this server is responsible for it, and is the controller in the sense of data protection law. If these pages do not name the operator, ask whoever gave you the address. The authors of ChatOrbit do not run this server and receive no data from it.",
      ],
    },
    {
      heading: "2. What the server stores about a session",
      paragraphs: [
        {
          list: [
            "a keyed hash (HMAC) of the first twelve characters of the code, not the characters themselves;",
            "a keyed hash of each seat key, the random value with which a device shows that a seat is its own;",
            "random identifiers of the session and of its two seats;",
            "the limits that were chosen: how long the invitation is valid, how long the session runs, how long a message may be;",
            "its course: when it was created, when each seat was taken or freed, when the time began, by how much it was extended, when it ended, and why.",
          ],
        },
        "The server never stores messages, replies, reactions, names you give yourselves, safety words, or the keys that encrypt any of it.",
        "Anybody who has the first twelve characters of the code can ask the server for the state of the session: its times and limits, and whether the seats are taken and connected. Whoever has been sent the invitation has them.",
      ],
    },
    {
      heading: "3. Network addresses",
      paragraphs: [
        "Every connection shows the server the network address it comes from. The server keeps it in working memory while it is needed to limit requests and connections. Requests to start or join a session are also counted in rows that hold a keyed hash of the address (for IPv6, of its first half) or of the code’s first twelve characters. A row is removed once the period it counts has ended: one hour for starting, one minute for joining, plus at most five minutes until the next clean-up.",
        "A keyed hash is not anonymous to somebody who has the server’s secret as well: they could test addresses against it. That is why these rows live so briefly. The record of a session contains no address.",
      ],
    },
    {
      heading: "4. Logs",
      paragraphs: [
        "The application writes down the steps of a session’s life and its own errors, without codes, keys, network addresses or message contents. Each line about a session names its random identifier, the step (made, opened, extended, a seat freed, ended), the time and, at the end, the reason. The application sets no term for these lines: how long they are kept depends on how the operator rotates logs. Ask the operator.",
        "A web server, proxy or hosting company in front of the application may keep logs of its own, with network addresses and the paths of pages. The path of a session’s page contains the first twelve characters of the code. Whether such logs exist is for the operator to decide and to tell you.",
      ],
    },
    {
      heading: "5. How long",
      paragraphs: [
        {
          list: [
            "An ended session: its record is deleted at most seven days after the end. That is the default and the longest; the operator may choose less, down to at once.",
            "An invitation nobody answers: until it expires (a day, a week, a month or a year, as was chosen), then at most seven days more.",
            "Counts of requests: as described in section 3.",
            "Lines of the log: as long as the operator keeps logs, see section 4.",
            "Copies of the database that the operator makes outside the application, such as backups, can contain these records for longer. Ask the operator.",
          ],
        },
      ],
    },
    {
      heading: "6. What stays on your device",
      paragraphs: [
        "Messages are kept in the memory of the open tab. The browser also stores:",
        {
          list: [
            "for this tab (sessionStorage): a record that lets the session continue after a reload. It holds the first twelve characters of the code, the seat key, the key for resuming, whether you have compared the safety words, the names you gave yourselves, the limits of the session and how many messages passed; until the two devices have agreed on keys, also the secret part of the code. Beside it lie, as plain text, your own messages, reactions, deletions and receipts that the other device has not confirmed yet, so that a reload loses none of them; each goes the moment it is confirmed, and a message that failed when you send it again successfully or discard it. Both are deleted when the session ends and disappear with the tab, but a browser that can restore tabs may have written them to disk;",
            "in the browser’s database (IndexedDB): your open invitations, including their secret part, until your guest has joined with the right code, the invitation expires, or you delete it;",
            "in the same database, when a session is ended from this device: the first twelve characters of the code, the seat key and the reason, until the server has heard of the end. Usually that takes a moment. Without a network they stay there; the page tries again while it is open, and again when the start page is next opened. They open no message;",
            "in localStorage: your choice of language and theme, the version of the terms you agreed to, and for each session how many tries with a wrong code were counted, filed under the first twelve characters of the code until the session ends or the invitation expires.",
          ],
        },
        "Your browser’s history may contain the address of a session’s page. Other apps, such as a messenger or the clipboard, keep an invitation for as long as they keep anything else.",
      ],
    },
    {
      heading: "7. No cookies, no trackers, no third parties",
      paragraphs: [
        "Private sessions set no cookies. The pages contain no advertising, no analytics, no tracking, and no fonts, scripts or pictures from elsewhere. The software passes data to no third party.",
        "Companies that carry your traffic or host the server for the operator are involved by the nature of things, and so is the service through which you send an invitation. That service can see the whole code.",
      ],
    },
    {
      heading: "8. What the server can see, and what it cannot",
      paragraphs: [
        "While you are connected, the server can see:",
        {
          list: [
            "your network address, and that it belongs to one of two seats of the same session;",
            "when you connect and disconnect, and which kind and version of the app you use;",
            "how many encrypted messages and signals (such as typing, or that something was read) pass, when, in which direction, and in which of ten size classes;",
            "random identifiers and counters that belong to them. It marks each message with a stamp by which a report of abuse could later be checked (this version has no such report), and keeps no copy of either.",
          ],
        },
        "It cannot see text, replies, reactions, the names you give yourselves, what kind of signal is passing, the secret part of the code, or the safety words. It does not know who you are, unless your network address gives it away.",
        "Sound and picture of a call do not pass through this server. They go directly from one device to the other, and the two then see each other’s network address, or through a relay that the operator may run, which sees both addresses, how much passes and for how long, and never what is said or shown. For a call your page asks this server for the relay’s address and for a password that lives ten minutes. Recordings and texts that you save stay on the device of whoever asked for them and got the other’s consent.",
        "This is true of the pages as they are published. A changed page can do more; the terms of service say so in section 4.",
      ],
    },
    {
      heading: "9. Why this is allowed",
      paragraphs: [
        "Where the General Data Protection Regulation applies: the record of a session and the passing on of encrypted messages are necessary to provide the service you ask for (Article 6(1)(b)). Limiting and counting requests serves the legitimate interest in keeping the server usable and codes safe from guessing (Article 6(1)(f)). Nothing is decided about you by profiling.",
      ],
    },
    {
      heading: "10. Your rights",
      paragraphs: [
        "You can ask the operator for access to your data, for correction, deletion, restriction and a portable copy, and you can object to its use. You can complain to a data protection authority.",
        "By design there is little to hand out. Nothing connects a session to a name. With the first twelve characters of the code the operator can find the record described in section 2 while it exists; it contains no message. While it exists, its random identifier also leads to the lines of the log. Do not send the operator the last eight characters. A session that you end is deleted as described in section 5.",
      ],
    },
    {
      heading: "11. Where the data is",
      paragraphs: [
        "The data is wherever the operator runs this server. The software does not send it anywhere else. If you connect from another country, your data crosses that border because you connect. The operator can tell you the location.",
      ],
    },
    {
      heading: "12. Children",
      paragraphs: [
        "The service is not made for people under 16 without the consent of a parent or guardian. The server does not know anybody’s age, and so cannot tell whose data it holds.",
      ],
    },
    {
      heading: "13. Changes",
      paragraphs: [
        "When this policy changes, its date changes too, and the page asks for your agreement before you next start a session. The source code of ChatOrbit is public, so anybody can check what the software does.",
      ],
    },
  ],
};
