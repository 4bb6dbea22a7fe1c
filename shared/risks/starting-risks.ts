import type { DeploymentCase } from '../projects/index.js';
import type { FieldType } from '../schema/index.js';

/** A risk that a project of this sort usually has; `key` is stable and unique. */
export type StartingRisk = {
  readonly key: string;
  readonly title: string;
  readonly likelihood: number;
  readonly impact: number;
  /** Empty: no metric that Handrail keeps would reveal it, so somebody has to find another way. */
  readonly metrics: readonly string[];
};

type Line = readonly [key: string, title: string, likelihood: number, impact: number, ...metrics: string[]];

const ALWAYS: readonly Line[] = [
  [
    'concept-drift',
    'What counts as a right answer changes, and the machine goes on as before',
    3,
    5,
    'people.error',
    'drift.error',
  ],
  ['inputs-drift', 'Cases come that are unlike those the machine learned from', 4, 4, 'drift.input'],
  ['fields-go-missing', 'A field stops arriving or changes its type', 3, 4, 'input.missing', 'input.violations'],
  ['machine-fails', 'The machine answers late or not at all', 3, 4, 'software.machine_failures', 'software.timeouts'],
  ['too-slow', 'Callers wait too long', 3, 3, 'software.latency'],
  ['requests-fail', 'Requests for decisions fail or are repeated', 2, 4, 'software.errors', 'output.repeats'],
  [
    'answers-shift',
    'The machine suddenly answers differently',
    3,
    4,
    'output.answer',
    'output.confidence',
    'drift.output',
  ],
  ['backlog', 'Reviews pile up and people answer too late', 3, 3, 'people.queue_age', 'people.queue_depth'],
];

const OF_CASE: Readonly<Record<DeploymentCase, readonly Line[]>> = {
  NEW_PRODUCT: [
    ['no-traffic', 'Far fewer or far more cases come than planned', 4, 3, 'input.cases'],
    ['users-refuse', 'Users refuse or override what was decided', 3, 4, 'output.overridden', 'output.feedback'],
  ],
  MANUAL_TASK: [
    [
      'automation-bias',
      'Reviewers agree with the machine without looking',
      4,
      4,
      'people.agreement',
      'people.lead_time',
    ],
    ['too-much-automated', 'More is automated than the evidence allows', 2, 5, 'output.automated', 'people.error'],
  ],
  REPLACE_SYSTEM: [
    ['worse-than-before', 'The new machine is worse than what it replaces', 3, 5, 'people.error', 'output.decision'],
    ['callers-differ', 'Callers send what the previous system took and this one refuses', 3, 4, 'input.refused'],
  ],
};

const OF_FIELD: Readonly<Partial<Record<FieldType, readonly Line[]>>> = {
  text: [
    [
      'text-changes',
      'Texts come in another language or length',
      3,
      3,
      'input.value',
      'input.language',
      'input.new_words',
      'drift.text',
      'drift.input',
    ],
    ['text-deceives', 'Somebody writes texts to mislead the machine', 2, 4],
  ],
  number: [['numbers-move', 'Numbers move away from what the machine learned', 3, 4, 'input.value', 'drift.input']],
  category: [['new-categories', 'Categories appear that the machine never saw', 3, 3, 'input.new_categories']],
  'image-url': [
    [
      'images-degrade',
      'Images get dark, blurred, or do not load',
      3,
      4,
      'input.image_brightness',
      'input.image_contrast',
      'input.image_sharpness',
      'input.image_size',
      'input.media_unreadable',
    ],
  ],
  'audio-url': [
    [
      'audio-degrades',
      'Recordings get quiet, clipped, or do not load',
      3,
      4,
      'input.audio_volume',
      'input.audio_silence',
      'input.audio_clipping',
      'input.audio_length',
      'input.media_unreadable',
    ],
  ],
};

/**
 * What a project starts with: what goes wrong everywhere, what goes with its deployment case (null: not declared), and
 * what goes with the kinds of its input fields. Each key once.
 */
export function startingRisks(
  deploymentCase: DeploymentCase | null,
  fieldTypes: readonly FieldType[],
): readonly StartingRisk[] {
  const ofFields = [...new Set(fieldTypes)].flatMap((type) => OF_FIELD[type] ?? []);
  return [...ALWAYS, ...(deploymentCase ? OF_CASE[deploymentCase] : []), ...ofFields].map(
    ([key, title, likelihood, impact, ...metrics]) => ({ key, title, likelihood, impact, metrics }),
  );
}
