/** What every HTTP request brings beside itself: whom it counts under. */
export type HttpEnv = { Bindings: { readonly address: string } };
