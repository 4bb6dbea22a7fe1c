/** One line of the table of simulations. */
export type SimulationRow = {
  readonly method: string;
  /** What is promised, in words. */
  readonly target: string;
  /** How often the promise may be broken; null where a figure is promised and not a rate. */
  readonly delta: number | null;
  readonly runs: number;
  readonly violations: number | null;
  readonly rate: number | null;
  /** δ + 3√(δ(1−δ)/runs): what chance alone allows. */
  readonly tolerance: number | null;
  /** A naive method is in the table to be seen failing. */
  readonly mustFail: boolean;
  readonly passes: boolean;
  /** Mean coverage, power, width, or the figure that the target is about; null where there is none. */
  readonly achieved: number | null;
  /** Mean number of labels used; null where none are. */
  readonly labels: number | null;
};

/** A promise that may be broken in a share δ of deployments. */
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

/** A promise about a figure that all deployments together have. */
export function figureOf(given: {
  readonly method: string;
  readonly target: string;
  readonly runs: number;
  readonly achieved: number;
  readonly passes: boolean;
  readonly labels?: number | null;
}): SimulationRow {
  return {
    ...given,
    delta: null,
    violations: null,
    rate: null,
    tolerance: null,
    mustFail: false,
    labels: given.labels ?? null,
  };
}
