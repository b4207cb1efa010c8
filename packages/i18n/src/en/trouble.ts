/** Every "no": its name, a human reason, the next step. */
export const trouble = {
  malformed: {
    name: "The server did not understand",
    reason: "This page and the server do not speak the same version.",
    step: "Reload the page. If it stays, the server needs an update.",
  },
  "no-credential": {
    name: "Your seat is not recognised",
    reason: "The server asked for the key of your seat and this device has none.",
    step: "Open the invitation again.",
  },
  "not-yours": {
    name: "This seat is not yours",
    reason: "The server knows this session, but not this device in it.",
    step: "Ask the other person for a new invitation.",
  },
  "wrong-origin": {
    name: "Wrong address",
    reason: "This page was opened at an address the server does not serve.",
    step: "Open ChatOrbit at its own address.",
  },
  unknown: {
    name: "No such session",
    reason: "The server does not know this code. It may have ended days ago, or belong to another server.",
    step: "Check the link, or ask for a new invitation.",
  },
  full: {
    name: "Both seats are taken",
    reason: "This session is for two and two are in it.",
    step: "If you were in it yourself, the seat went with your closed tab: ask the other person to open it again. If you never sat here, tell the person who invited you: somebody else may have used the code.",
  },
  expired: {
    name: "The invitation has expired",
    reason: "It waited its time and nobody took the seat. Nothing was ever said in it.",
    step: "Start a new session, or ask for a new invitation.",
  },
  ended: {
    name: "This session has ended",
    reason: "It is over for both. The server never had what was said in it.",
    step: "Start a new one whenever you like.",
  },
  "too-large": {
    name: "Too large",
    reason: "This was larger than the server accepts.",
    step: "Send it in shorter pieces.",
  },
  "invalid-field": {
    name: "One of the values is not possible",
    reason: "The server refused a length, a time or a code.",
    step: "Check what you entered and try again.",
  },
  "unsupported-version": {
    name: "This page is too old",
    reason: "The server was updated and no longer speaks this page’s version.",
    step: "Reload the page. Your seat stays yours.",
  },
  rate: {
    name: "Too many at once",
    reason: "Too many sessions or tries came from your address.",
    step: "Wait a little, then try again.",
  },
  flood: {
    name: "Too fast",
    reason: "This device sent more than the server takes, so it closed the line.",
    step: "Wait a moment and try again. What you wrote is still here.",
  },
  "peer-away": {
    name: "The other one is not here",
    reason: "This needs both devices connected at the same time.",
    step: "Wait until they are back.",
  },
  "hello-late": {
    name: "The line is very slow",
    reason: "The server gave up waiting for this device to introduce itself.",
    step: "Try again, or change the network.",
  },
  "too-slow": {
    name: "The line is very slow",
    reason: "This device could not take in what the server sent.",
    step: "Try again, or change the network.",
  },
  "opened-elsewhere": {
    name: "Your seat was opened elsewhere",
    reason: "Another tab or device took over with the same key.",
    step: "If that was not you, end the session and start a new one.",
  },
  conflict: {
    name: "Something else is in its place",
    reason: "The server already keeps something else under that name.",
    step: "Reload the page. If it stays, say what you wanted to say once more.",
  },
  "stale-challenge": {
    name: "That took too long",
    reason: "The server's question was answered too late, or a second time.",
    step: "Try again.",
  },
  "no-blobs": {
    name: "No files through this server",
    reason: "This conversation, or this server, holds no files on their way.",
    step: "Send it while you are connected directly, or ask the person who runs this server.",
  },
  unfinished: {
    name: "The file is not all there yet",
    reason: "The other side is still handing it to the server.",
    step: "Try again in a moment.",
  },
  "bad-range": {
    name: "That part of the file does not exist",
    reason: "The server was asked for bytes that the file does not have.",
    step: "Fetch the file from its beginning.",
  },
  "blobs-full": {
    name: "Too much is waiting",
    reason: "Your files on the server take up as much room as one side may have, or too many are half sent.",
    step: "Wait until the other side has fetched one, or take one back.",
  },
  "log-full": {
    name: "This room can keep no more",
    reason: "It holds as many messages as a room may. What is there stays until its end.",
    step: "Go on in a new room.",
  },
  "storage-full": {
    name: "The server is full",
    reason: "It cannot take in anything new. What is running still ends as it should.",
    step: "Try again later, or tell the person who runs this server.",
  },
  busy: {
    name: "The server is busy",
    reason: "More people are here than it can serve at this moment.",
    step: "Try again in a moment.",
  },
  restarting: {
    name: "The server is restarting",
    reason: "It will be back in a moment.",
    step: "This page tries again by itself.",
  },
  "secret-missing": {
    name: "The last 8 characters are missing",
    reason: "The address names the session but not its secret half. Some apps cut links at the # sign.",
    step: "Ask for the whole link, or type all twenty characters. If you were in this session: the seat went with the closed tab; ask the other person to open it again.",
  },
  "code-typo": {
    name: "There is a typing mistake",
    reason: "This is not a complete code: a character is wrong or missing.",
    step: "Compare it with the original, group by group.",
  },
  "link-incomplete": {
    name: "The link is not whole",
    reason:
      "What opens the room stands behind the # sign, and it is missing or cut. Some apps cut links there.",
    step: "Ask for the whole link. If you were in this room on this device, its keys are gone with the browser’s data.",
  },
  "code-dead": {
    name: "This code is used up",
    reason: "Five wrong tries were made with it on this device.",
    step: "Ask for a new invitation, sent another way.",
  },
  "open-in-other-tab": {
    name: "This session is open in another tab",
    reason: "Your seat is in use there. Go on in that tab.",
    step: "Trying again here works only once that tab is closed.",
  },
  "keys-lost": {
    name: "The keys are gone from this device",
    reason: "They live only in the tab that held the session. It was closed, or the seat was taken over.",
    step: "Ask the other person to open the seat again and send you the new code.",
  },
  "seat-freed": {
    name: "Your seat was freed",
    reason: "The other person opened it again, for somebody else or for another device of yours.",
    step: "If you were meant to stay, ask them for the new code.",
  },
  "role-swapped": {
    name: "Stopped: the seats were swapped",
    reason: "The server gave the seats out the wrong way round. That does not happen by itself.",
    step: "Do not use this server for this conversation.",
  },
  "commitment-broken": {
    name: "Stopped: this looks like an attack",
    reason:
      "The other device did not keep to what it had fixed before the safety words were made. Only somebody in between gains from that.",
    step: "Tell the other person another way, and start a new session.",
  },
  "peer-on-old-wire": {
    name: "Their app cannot keep this private",
    reason: "The other one uses an app without our encryption, so nothing was sent to it.",
    step: "Ask them to open the link in a browser.",
  },
  "storage-blocked": {
    name: "This browser keeps nothing",
    reason: "Storage is blocked here, and without it your seat is lost at the first reload.",
    step: "Allow site data for this address, or use another browser.",
  },
  "randomness-broken": {
    name: "This browser cannot make keys",
    reason: "It lacks the safe randomness that encryption needs.",
    step: "Use a current version of any major browser.",
  },
  offline: {
    name: "You are offline",
    reason: "This device has no network.",
    step: "Try again when it is back.",
  },
};
