/** One thing that is wrong with a value: where (an RFC 6901 JSON pointer) and what, in words that say what is accepted. */
export type FieldError = { readonly pointer: string; readonly detail: string };
