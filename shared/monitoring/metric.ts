import type { InputSchema } from '../schema/index.js';
import { INPUT, MEDIA, TEXTS } from './input-metrics.js';
import type { Given, Metric, MetricGroup } from './metric-type.js';
import { SOFTWARE } from './software-metrics.js';

export { LOOK_MS, METRIC_GROUPS, METRIC_KINDS } from './metric-type.js';
export type { Metric, MetricGroup, MetricKind, PartOf } from './metric-type.js';

const GROUP_OF: Readonly<Record<string, MetricGroup>> = {
  software: 'SOFTWARE',
  input: 'INPUT',
  output: 'OUTPUT',
  people: 'PEOPLE',
};

function metric(given: Given): Metric {
  return {
    group: GROUP_OF[given.id.split('.')[0] ?? ''] ?? 'SOFTWARE',
    unit: '',
    bounds: null,
    partOf: null,
    isOfProcess: false,
    revealsMachine: false,
    readFrom: null,
    together: null,
    ofFields: null,
    ...given,
  };
}

const OUTPUT: readonly Given[] = [
  {
    id: 'output.answer',
    kind: 'SHARES',
    title: 'Machine’s answers',
    revealsMachine: true,
    description:
      'What the machine on duty answered: the share of each class, the mean of a number, the length of a text.',
  },
  {
    id: 'output.decision',
    kind: 'SHARES',
    title: 'Decisions',
    revealsMachine: true,
    description: 'What was decided, by machines and people.',
  },
  {
    id: 'output.confidence',
    kind: 'VALUES',
    title: 'Confidence',
    bounds: [0, 1],
    revealsMachine: true,
    description: 'Confidence of the machine on duty, in [0, 1].',
  },
  {
    id: 'output.no_answer',
    kind: 'RATE',
    title: 'No answer',
    revealsMachine: true,
    description: 'Share of the cases in which the machine on duty gave no confidence that counts.',
    readFrom: { metric: 'output.confidence', as: 'MISSING' },
  },
  {
    id: 'output.automated',
    kind: 'RATE',
    title: 'Automated share',
    revealsMachine: true,
    description: 'Share of the cases that were decided without a person.',
  },
  {
    id: 'output.repeats',
    kind: 'RATE',
    title: 'Repeated requests',
    description: 'Share of the requests that repeat an earlier one with its key.',
  },
  {
    id: 'output.overridden',
    kind: 'RATE',
    title: 'Overridden',
    description: 'Share of the feedback in which users refused, overrode or corrected the decision.',
  },
  {
    id: 'output.feedback',
    kind: 'COUNT',
    title: 'Feedback',
    partOf: 'kind',
    description: 'What end users did with decisions, by kind.',
  },
];

const PEOPLE: readonly Given[] = [
  {
    id: 'people.agreement',
    kind: 'RATE',
    title: 'Agreement',
    partOf: 'kind',
    revealsMachine: true,
    description:
      'Share of the answers of people that are the machine’s too: blind ones, and ones that saw the suggestion.',
  },
  {
    id: 'people.error',
    kind: 'RATE',
    title: 'Error of the machine',
    partOf: 'propensity',
    revealsMachine: true,
    description:
      'Share of the blind answers that differ from the machine’s, by the probability with which they were asked.',
  },
  {
    id: 'people.opened',
    kind: 'COUNT',
    title: 'New reviews',
    description: 'Cases that were sent to a person, audits included.',
  },
  { id: 'people.answers', kind: 'COUNT', title: 'Answers', description: 'Answers given by reviewers.' },
  {
    id: 'people.lead_time',
    kind: 'VALUES',
    title: 'Time per answer',
    bounds: [0, Infinity],
    unit: 's',
    description: 'How long reviewers looked at a case before they answered.',
  },
  {
    id: 'people.queue_depth',
    kind: 'GAUGE',
    title: 'Open reviews',
    description: 'Reviews that wait for an answer; counted up to 10,000.',
  },
  {
    id: 'people.queue_age',
    kind: 'GAUGE',
    title: 'Oldest review',
    unit: 's',
    description: 'Age of the oldest open review.',
  },
  {
    id: 'people.stuck',
    kind: 'GAUGE',
    title: 'Cases with nobody left to ask',
    description: 'Cases that every reviewer has skipped or answered, or that people differ on while nobody is asked.',
  },
];

/** Every metric that Handrail keeps, for every project, without being told to. */
export const METRICS: readonly Metric[] = [...SOFTWARE, ...INPUT, ...TEXTS, ...MEDIA, ...OUTPUT, ...PEOPLE].map(metric);

/** Those that a project with this input has. */
export function metricsFor({ fields }: InputSchema): readonly Metric[] {
  return METRICS.filter(({ ofFields }) => ofFields === null || fields.some(({ type }) => ofFields.includes(type)));
}

const BY_ID = new Map(METRICS.map((one) => [one.id, one]));

export function metricOf(id: string): Metric | undefined {
  return BY_ID.get(id);
}

/** Whose cells hold a metric: its own, or those that it is read from. */
export function storedAs({ id, readFrom }: Metric): string {
  return readFrom?.metric ?? id;
}
