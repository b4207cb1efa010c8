declare const brand: unique symbol;
type Id<Name> = string & { readonly [brand]: Name };

/** A conversation's public id: 16 bytes as uuid text. Says nothing about its token. */
export type ConversationId = Id<"conversation">;

/** A participant's public id in one conversation: 16 bytes as uuid text. */
export type ParticipantId = Id<"participant">;

/** The id an author gives a message: uuid v4. */
export type MessageId = Id<"message">;

/** A blob's name: 16 random bytes of the server's, hex. */
export type BlobId = Id<"blob">;

export type Role = "host" | "guest";

export const roles = ["host", "guest"] as const;

export const otherRole = (role: Role): Role => (role === "host" ? "guest" : "host");
