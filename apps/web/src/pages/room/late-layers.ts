import { late } from "../../ui/late.tsx";

const layers = () => import("./room-layers.ts");

export const DestroyedScreen = late(async () => (await layers()).DestroyedScreen);
export const ReadingLine = late(async () => (await layers()).ReadingLine);
export const RoomInviteCard = late(async () => (await layers()).RoomInviteCard);
export const RoomSeat = late(async () => (await layers()).RoomSeat);
export const UnconfirmedLine = late(async () => (await layers()).UnconfirmedLine);

const all = [DestroyedScreen, ReadingLine, RoomInviteCard, RoomSeat, UnconfirmedLine];

export const areRoomLayersHere = (): boolean => all.every(({ isHere }) => isHere());

/** Fetches all of them, so that none is missing when the network is. */
export async function fetchRoomLayers(): Promise<void> {
  await Promise.all(all.map(({ fetch }) => fetch()));
}
