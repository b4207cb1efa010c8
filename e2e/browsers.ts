import { type Browser, chromium, firefox } from "@playwright/test";

/** Made-up devices, addresses in the open, and nothing of the browser's own on the network. */
export const chromiumArguments = [
  "--no-sandbox",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
  "--no-pings",
  "--disable-breakpad",
  "--metrics-recording-only",
  "--safebrowsing-disable-auto-update",
];

/** Chromium for tests on this machine alone. */
export const chromiumLaunch = {
  executablePath: "/usr/bin/chromium",
  args: [...chromiumArguments, "--allow-loopback-in-peer-connection"],
};

/** Chromium that trusts one more key, by its hash: coturn's on this machine. */
export const chromiumTrusting = (spki: string): Promise<Browser> =>
  chromium.launch({
    ...chromiumLaunch,
    args: [...chromiumLaunch.args, `--ignore-certificate-errors-spki-list=${spki}`],
  });

/** Debian's Firefox, driven over WebDriver BiDi. */
export const startFirefox = (): Promise<Browser> =>
  firefox.launch({
    channel: "moz-firefox",
    executablePath: "/usr/bin/firefox-esr",
    firefoxUserPrefs: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.peerconnection.ice.loopback": true,
      "media.peerconnection.ice.obfuscate_host_addresses": false,
      "media.autoplay.default": 0,
    },
  });
