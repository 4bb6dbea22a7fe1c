export type TestRunReport = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line each. */
  readonly failures: readonly string[];
};
