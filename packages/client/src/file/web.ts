/** Files in a browser; fetched when the first is chosen or offered. */
import { filesOn } from "./files-model.ts";
import { webHands } from "./hands.ts";
import { preparePicture } from "./picture.ts";

export const openFiles = filesOn(webHands, preparePicture);
