import { Gauge, type Registry } from 'prom-client';

/** What matters to a project's models, as it was worked out last. */
export type ProjectFigures = {
  /** Its slug. */
  readonly project: string;
  readonly firing: number;
  readonly acknowledged: number;
  readonly openReviews: number;
  readonly oldestReviewSeconds: number;
  readonly stuckCases: number;
  /** By the measure of drift. */
  readonly drift: Readonly<Record<string, number>>;
  /** Null: not known yet. */
  readonly machineError: { readonly estimate: number; readonly lower: number; readonly upper: number } | null;
};
export type FiguresKept = {
  /** Unix milliseconds. */
  readonly at: number;
  readonly figures: readonly ProjectFigures[];
  /** Projects that are left out, since there are too many. */
  readonly untold: number;
};

/** Older ones are not told: what is not known is not drawn. */
const STALE_MS = 180_000;

type Given = {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly of: (one: ProjectFigures) => readonly (readonly [Readonly<Record<string, string>>, number])[];
};

const GAUGES: readonly Given[] = [
  {
    name: 'handrail_open_alarms',
    help: 'Alarms that are not over, by project and phase',
    labelNames: ['project', 'phase'],
    of: ({ project, firing, acknowledged }) => [
      [{ project, phase: 'firing' }, firing],
      [{ project, phase: 'acknowledged' }, acknowledged],
    ],
  },
  {
    name: 'handrail_open_reviews',
    help: 'Cases that wait for people, at most 10,000 are counted',
    labelNames: ['project'],
    of: ({ project, openReviews }) => [[{ project }, openReviews]],
  },
  {
    name: 'handrail_oldest_review_seconds',
    help: 'How long the case waits for people that waits the longest; 0: none',
    labelNames: ['project'],
    of: ({ project, oldestReviewSeconds }) => [[{ project }, oldestReviewSeconds]],
  },
  {
    name: 'handrail_stuck_cases',
    help: 'Cases that nobody is left to answer, or that people differ on while nobody is asked',
    labelNames: ['project'],
    of: ({ project, stuckCases }) => [[{ project }, stuckCases]],
  },
  {
    name: 'handrail_drift',
    help: 'How far the part drifts that drifts most, by the measure of drift and in its unit',
    labelNames: ['project', 'measure'],
    of: ({ project, drift }) => Object.entries(drift).map(([measure, value]) => [{ project, measure }, value] as const),
  },
  {
    name: 'handrail_machine_error_ratio',
    help: 'Share of cases with a blind answer of people that the machine on duty answers otherwise, with its 95 % interval',
    labelNames: ['project', 'bound'],
    of: ({ project, machineError }) =>
      Object.entries(machineError ?? {}).map(([bound, value]) => [{ project, bound }, value] as const),
  },
];

/** Gauges of each project, told whenever somebody asks. */
export function figureGauges(registers: Registry[], read: () => FiguresKept | undefined): void {
  const known = (): FiguresKept | undefined => {
    const kept = read();
    return kept && Date.now() - kept.at <= STALE_MS ? kept : undefined;
  };
  for (const { of, ...given } of GAUGES) {
    const told = new Gauge({
      ...given,
      registers,
      collect: () => {
        told.reset();
        for (const one of known()?.figures ?? []) for (const [labels, value] of of(one)) told.set(labels, value);
      },
    });
  }
  const untold = new Gauge({
    name: 'handrail_untold_projects',
    help: 'Projects of which nothing of the above is told, since there are too many',
    registers,
    collect: () => {
      const kept = known();
      if (kept) untold.set(kept.untold);
      else untold.reset();
    },
  });
}
