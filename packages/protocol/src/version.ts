/** The version of `/api/socket`. It rises with every change another build could not read. */
export const wireVersion = 1;
