/** What every page shows. */
export const common = {
  skip: "Skip to the content",
  nav: {
    label: "Site",
    home: "ChatOrbit",
    help: "Help",
    security: "Security",
    language: "Language",
  },
  foot: {
    label: "More",
    help: "Help",
    security: "Security",
    privacy: "Privacy policy",
    terms: "Terms of service",
    line: "Runs on your own machine with one command. No trackers, no third parties.",
  },
  theme: { label: "Appearance", system: "System", dark: "Dark", light: "Light" },
  actions: {
    close: "Close",
    cancel: "Cancel",
    back: "Back",
    copy: "Copy",
    copied: "Copied",
    retry: "Try again",
    home: "To the start page",
    reload: "Reload the page",
    possibleIn: "Possible in {time}",
  },
  units: {
    day: { one: "{count} day", other: "{count} days" },
    hour: { one: "{count} hour", other: "{count} hours" },
    minute: { one: "{count} minute", other: "{count} minutes" },
    short: { day: "{count} d", hour: "{count} h", minute: "{count} min", second: "{count} s" },
  },
  titles: {
    landing: "Private conversations that end",
    session: "Private session",
    room: "Secure room",
    help: "Help",
    security: "What is protected, and what is not",
    missing: "Page not found",
    offline: "Offline",
  },
  description:
    "A private conversation for two that really ends: end-to-end encrypted, no account, nothing to install.",
  update: {
    text: "A newer version of this page is ready.",
    now: "Load it",
    later: "Later",
  },
  missing: {
    title: "There is nothing here",
    text: "The address may have a typing mistake, or the page has moved. Sessions have an address of their own: open the whole link you were sent.",
  },
  offline: {
    title: "You are offline",
    text: "This page needs the network once. A session that is open in another tab goes on there: what you write waits and goes out by itself.",
  },
  crash: {
    title: "Something broke on this page",
    text: "That is our mistake, not yours. Nothing was sent anywhere about it. A running session keeps its seat: load the page again and it comes back.",
  },
  loading: "Opening…",
  loadFailed: "A part of this page could not be loaded. Check the connection.",
};
