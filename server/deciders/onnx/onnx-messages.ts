/** A tensor as it goes to the thread and comes back: one case, so a first dimension of 1. */
export type PlainTensor = {
  readonly type: string;
  readonly dims: readonly number[];
  readonly values: readonly (number | string | boolean | bigint)[];
};

export type OnnxStart = { readonly model: Uint8Array };
export type OnnxQuestion = {
  readonly id: number;
  readonly feeds: Readonly<Record<string, PlainTensor>>;
  readonly wanted: readonly string[];
};
export type OnnxReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'answer'; readonly id: number; readonly outputs: Readonly<Record<string, PlainTensor>> }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
