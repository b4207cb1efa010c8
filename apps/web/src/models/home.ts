import { type HomeModel, openHome as openHomeOn, platformPorts } from "@chatorbit/client/home";

/** The start page's model on this browser. */
export const openHome = (): HomeModel => openHomeOn(platformPorts());
