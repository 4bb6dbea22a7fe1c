/** From a thread that writes an export: how many blocks it has read, then how it ended. */
export type ToMain =
  | { readonly kind: 'read'; readonly blocks: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string };
