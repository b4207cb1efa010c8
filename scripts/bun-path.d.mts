/** Path of the Bun binary. Throws an error that says what to do when there is none. */
export function bunPath(): string;
