/** To a thread that writes an export: the stored blocks in their order, then the end. */
export type ToThread = { readonly kind: 'block'; readonly block: Uint8Array } | { readonly kind: 'end' };

/** From it: that it has taken in a block, then how it ended. */
export type ToMain =
  { readonly kind: 'more' } | { readonly kind: 'done' } | { readonly kind: 'failed'; readonly reason: string };
