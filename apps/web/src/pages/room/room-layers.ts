/** What only a room shows, beside and after its conversation: one chunk, fetched while the room opens. */
export { DestroyedScreen } from "./destroyed-screen.tsx";
export { ReadingLine, UnconfirmedLine } from "./lines.tsx";
export { RoomInviteCard } from "./room-invite-card.tsx";
export { RoomSeat } from "./room-seat.tsx";
