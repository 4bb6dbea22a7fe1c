/**
 * A streaming detector as a reducer: its state is plain JSON, so it lives in a row; `update` on a state that went through
 * `JSON.stringify` gives the same as replaying the stream. After a drift it starts afresh at the next update.
 */
export type Detector<P extends object, S extends DetectorState> = {
  readonly init: (params?: Partial<P>) => S;
  readonly update: (state: S, x: number) => S;
};
export type DetectorState = { readonly isDrift: boolean; readonly isWarning: boolean };
