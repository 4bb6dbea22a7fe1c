/** A file of a run's JSON report, as far as it is read. */
export type FileReport = {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[];
  }[];
};

export function failuresOf(testResults: readonly FileReport[]): string[];
