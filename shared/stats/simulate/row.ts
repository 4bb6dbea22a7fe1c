/** One line of the table of simulations. */
export type SimulationRow = {
  readonly method: string;
  /** What is promised, in words. */
  readonly target: string;
  readonly delta: number;
  readonly runs: number;
  readonly violations: number;
  readonly rate: number;
  /** δ + 3√(δ(1−δ)/runs): what chance alone allows. */
  readonly tolerance: number;
  /** A naive method is in the table to be seen failing. */
  readonly mustFail: boolean;
  readonly passes: boolean;
  /** Mean coverage, power, or the figure that the target is about; null where there is none. */
  readonly achieved: number | null;
  /** Mean number of labels used; null where none are. */
  readonly labels: number | null;
};

export function rowOf(given: {
  readonly method: string;
  readonly target: string;
  readonly delta: number;
  readonly runs: number;
  readonly violations: number;
  readonly mustFail?: boolean;
  readonly achieved?: number | null;
  readonly labels?: number | null;
}): SimulationRow {
  const { delta, runs, violations, mustFail = false } = given;
  const rate = violations / runs;
  const tolerance = delta + 3 * Math.sqrt((delta * (1 - delta)) / runs);
  return {
    ...given,
    rate,
    tolerance,
    mustFail,
    passes: rate <= tolerance !== mustFail,
    achieved: given.achieved ?? null,
    labels: given.labels ?? null,
  };
}
