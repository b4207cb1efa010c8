/** The keys of seats that came with the request for a socket, by what the seat's conversation is called. */
export interface SeatKeys {
  (room: string): string | null;
}

export const noKeys: SeatKeys = () => null;
