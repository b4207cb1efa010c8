/** Chromium at a place of the lab. */
import { type Browser, chromium } from "@playwright/test";
import { chromiumArguments } from "../browsers.ts";
import { internet, type Lab, type Place } from "./lab.ts";

/** Where the server listens, in the namespace in the middle. */
export const port = 8080;
export const origin = `http://${internet}:${port}`;

export const launchAt = (lab: Lab, place: Place): Promise<Browser> =>
  chromium.launch({
    executablePath: lab.chromiumAt(place),
    args: [
      ...chromiumArguments,
      // There is no certificate here, and no call without a secure origin.
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
    ],
  });
