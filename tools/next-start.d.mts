export declare const MOST_CRASHES: number;
export declare const WITHIN_MS: number;
/** What follows on a server that ended by itself; `waitMs` null: it is not started again. */
export declare function nextStart(given: {
  readonly crashes: readonly number[];
  readonly now: number;
  readonly how: string;
}): { readonly crashes: number[]; readonly waitMs: number | null; readonly says: string };
