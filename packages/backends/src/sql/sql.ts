/** One value of a row or a parameter. Times are whole ms; booleans and JSON are not used as such. */
export type Value = string | number | null;

export type Row = Readonly<Record<string, Value>>;

/** Portable SQL text with `$1`, `$2` … in the order of their first appearance. */
export type Query = { readonly sql: string; readonly values: readonly Value[] };

/**
 * A piece of work on the database as a generator that yields queries and gets their rows. So one
 * text of it runs on a driver that answers at once and on one that answers later. It may run again
 * after a conflict: nothing in it may have an effect outside.
 */
export type Work<T> = Generator<Query, T, readonly Row[]>;

/**
 * `vital` work ends or deletes something: it must succeed on a full disk too, so the driver gives
 * its reserve for it and refuses other writes until it has the reserve back.
 */
export type Urgency = "vital" | "usual";

/** A database. */
export interface Sql {
  /** Runs the work as one transaction; resolves once it is durable. */
  write<T>(work: () => Work<T>, urgency?: Urgency): Promise<T>;
  /** Runs work that changes nothing and sees only what is committed. */
  read<T>(work: () => Work<T>): Promise<T>;
  /** To be called after deletions and now and then: leaves no copy of what was deleted, restores the reserve. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

export const query = (sql: string, ...values: Value[]): Query => ({ sql, values });

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`column ${column} holds no text`);
  return value;
}

export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column);

export function number(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`column ${column} holds no number`);
  return value;
}

export const numberOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : number(row, column);
