import type { FieldType, InputSchema } from '../schema/index.js';

/** Where a metric belongs: the machines that run, what comes in, what goes out, the people. */
export const METRIC_GROUPS = ['SOFTWARE', 'INPUT', 'OUTPUT', 'PEOPLE'] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

/**
 * How the values of a metric are read. COUNT: events a minute. RATE: a share in [0, 1]. VALUES: a mean and quantiles.
 * SHARES: the share of each category. GAUGE: a level that was looked at now and then.
 */
export const METRIC_KINDS = ['COUNT', 'RATE', 'VALUES', 'SHARES', 'GAUGE'] as const;
export type MetricKind = (typeof METRIC_KINDS)[number];

/** What a series is split by beside its metric. */
export type PartOf = 'stage' | 'field' | 'process' | 'outcome' | 'kind' | 'propensity';

export type Metric = {
  readonly id: string;
  readonly group: MetricGroup;
  readonly kind: MetricKind;
  readonly title: string;
  readonly description: string;
  /** Of the value; empty for shares. */
  readonly unit: string;
  /** What `part` names; null where there are no parts. */
  readonly partOf: PartOf | null;
  /** True of the whole process rather than of one project. */
  readonly isOfProcess: boolean;
  /** True where it tells something that a machine said: kept from who answers reviews blindly while it is of few cases. */
  readonly revealsMachine: boolean;
  /** Read from the cells of another metric: the share of `missing` values, or of those that are new to the reference. */
  readonly readFrom: { readonly metric: string; readonly as: 'MISSING' | 'NEW' } | null;
  /** Only where the input has a field of these types; null: everywhere. */
  readonly ofFields: readonly FieldType[] | null;
};

type Given = Pick<Metric, 'id' | 'kind' | 'title' | 'description'> & Partial<Metric>;

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
    partOf: null,
    isOfProcess: false,
    revealsMachine: false,
    readFrom: null,
    ofFields: null,
    ...given,
  };
}

const SOFTWARE: readonly Given[] = [
  {
    id: 'software.latency',
    kind: 'VALUES',
    title: 'Latency',
    unit: 'ms',
    partOf: 'stage',
    description: 'How long a case takes: in total, and in each stage (auth, predict, route, store).',
  },
  {
    id: 'software.requests',
    kind: 'COUNT',
    title: 'Requests',
    partOf: 'outcome',
    description: 'Requests for decisions, by how they ended: ok, refused, throttled, failed.',
  },
  {
    id: 'software.errors',
    kind: 'RATE',
    title: 'Error rate',
    description: 'Share of the requests for decisions that the server failed to answer (status 500 and above).',
  },
  {
    id: 'software.machine_failures',
    kind: 'RATE',
    title: 'Machine failures',
    revealsMachine: true,
    description: 'Share of the cases in which the machine on duty gave no usable answer.',
  },
  {
    id: 'software.timeouts',
    kind: 'RATE',
    title: 'Timeouts',
    revealsMachine: true,
    description: 'Share of the cases in which the machine on duty took longer than the latency budget.',
  },
  {
    id: 'software.memory',
    kind: 'GAUGE',
    title: 'Memory',
    unit: 'bytes',
    partOf: 'process',
    isOfProcess: true,
    description: 'Resident memory of each process.',
  },
  {
    id: 'software.cpu',
    kind: 'GAUGE',
    title: 'Processor',
    unit: 'cores',
    partOf: 'process',
    isOfProcess: true,
    description: 'Processor time that each process uses.',
  },
  {
    id: 'software.event_loop_delay',
    kind: 'VALUES',
    title: 'Event-loop delay',
    unit: 'ms',
    partOf: 'process',
    isOfProcess: true,
    description: 'How late each process comes to its work: 99th percentile of each look.',
  },
  {
    id: 'software.clock_offset',
    kind: 'GAUGE',
    title: 'Clock offset',
    unit: 's',
    partOf: 'process',
    isOfProcess: true,
    description: 'By how much the clock of the database is ahead of the clock of each process.',
  },
  {
    id: 'software.job_queue_depth',
    kind: 'GAUGE',
    title: 'Waiting jobs',
    isOfProcess: true,
    description: 'Jobs of machines that wait for a worker.',
  },
];

const INPUT: readonly Given[] = [
  { id: 'input.cases', kind: 'COUNT', title: 'Cases', description: 'Cases taken in.' },
  {
    id: 'input.refused',
    kind: 'RATE',
    title: 'Refused cases',
    description: 'Share of the cases that did not fit the project’s schema and were refused.',
  },
  {
    id: 'input.violations',
    kind: 'COUNT',
    title: 'Violations',
    partOf: 'field',
    description: 'Refused values of each field: of the wrong type or out of bounds, or missing although required.',
  },
  {
    id: 'input.missing',
    kind: 'RATE',
    title: 'Missing values',
    partOf: 'field',
    description: 'Share of the cases without a value in the field.',
    readFrom: { metric: 'input.value', as: 'MISSING' },
  },
  {
    id: 'input.new_categories',
    kind: 'RATE',
    title: 'New categories',
    partOf: 'field',
    description: 'Share of the values that the reference never had.',
    readFrom: { metric: 'input.value', as: 'NEW' },
  },
  {
    id: 'input.value',
    kind: 'VALUES',
    title: 'Values',
    partOf: 'field',
    description: 'Numbers as they are, texts by their length in UTF-16 units; categories by their shares.',
  },
];

/** Measured of a sample of the texts that come: at most so many a second and process. */
const TEXTS: readonly Given[] = [
  {
    id: 'input.language',
    ofFields: ['text'],
    kind: 'SHARES',
    title: 'Languages',
    partOf: 'field',
    description: 'Share of the texts in each language, told from their first words; of a sample.',
  },
  {
    id: 'input.new_words',
    ofFields: ['text'],
    kind: 'VALUES',
    title: 'New words',
    partOf: 'field',
    description: 'Share of the words of a text that the reference does not have, in [0, 1]; of a sample.',
  },
];

/** Measured behind the answer from the media themselves; one value a picture or recording. */
const MEDIA: readonly Given[] = [
  {
    id: 'input.media_unreadable',
    ofFields: ['image-url', 'audio-url'],
    kind: 'RATE',
    title: 'Unreadable media',
    partOf: 'field',
    description: 'Share of the pictures and recordings that could not be fetched or decoded.',
  },
  {
    id: 'input.image_brightness',
    ofFields: ['image-url'],
    kind: 'VALUES',
    title: 'Image brightness',
    partOf: 'field',
    description: 'Mean luma of a picture, in [0, 1]: 0 black, 1 white.',
  },
  {
    id: 'input.image_contrast',
    ofFields: ['image-url'],
    kind: 'VALUES',
    title: 'Image contrast',
    partOf: 'field',
    description: 'Standard deviation of the luma of a picture, in [0, 0.5].',
  },
  {
    id: 'input.image_sharpness',
    ofFields: ['image-url'],
    kind: 'VALUES',
    title: 'Image sharpness',
    partOf: 'field',
    description:
      'Variance of the Laplacian of the luma, of the picture at no more than 512 pixels a side: low is blurred.',
  },
  {
    id: 'input.image_size',
    ofFields: ['image-url'],
    kind: 'VALUES',
    title: 'Image size',
    unit: 'Mpx',
    partOf: 'field',
    description: 'Width × height of a picture.',
  },
  {
    id: 'input.audio_length',
    ofFields: ['audio-url'],
    kind: 'VALUES',
    title: 'Audio length',
    unit: 's',
    partOf: 'field',
    description: 'Length of a recording.',
  },
  {
    id: 'input.audio_volume',
    ofFields: ['audio-url'],
    kind: 'VALUES',
    title: 'Audio volume',
    unit: 'dBFS',
    partOf: 'field',
    description: 'Root mean square of a recording below full scale: −120 is digital silence, −3 a full sine.',
  },
  {
    id: 'input.audio_silence',
    ofFields: ['audio-url'],
    kind: 'VALUES',
    title: 'Silence',
    partOf: 'field',
    description: 'Share of the time of a recording that is quieter than −50 dBFS.',
  },
  {
    id: 'input.audio_clipping',
    ofFields: ['audio-url'],
    kind: 'VALUES',
    title: 'Clipping',
    partOf: 'field',
    description: 'Share of the samples of a recording that lie at full scale, three and more in a row.',
  },
];

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
