import type { Metric } from '@handrail/shared/monitoring';
import type { ProjectInForce } from '../../projects/index.js';

/** One thing that can drift: a metric, and the field that it is of. */
export type DriftPart = { readonly metric: string; readonly part: string; readonly title: string };

const OF_MACHINE = ['output.answer', 'output.confidence', 'output.decision'];
const OF_TEXTS = ['input.language', 'input.new_words'];

/** Who decides now; where no model does, the previous system; empty: people alone. */
export function championOf({ policy }: Pick<ProjectInForce, 'policy'>): string {
  return policy.incumbent ?? policy.previousSystem ?? '';
}

/** Whether it tells something that a machine said, or helped to decide. */
export function isOfMachine(metric: string): boolean {
  return OF_MACHINE.includes(metric);
}

/** Whether it tells of texts more than their length. */
export function isOfTexts(metric: string): boolean {
  return OF_TEXTS.includes(metric);
}

function partsOfText(part: string): DriftPart[] {
  return [
    { metric: 'input.value', part, title: `${part} (length)` },
    { metric: 'input.language', part, title: `${part} (language)` },
    { metric: 'input.new_words', part, title: `${part} (new words)` },
  ];
}

/** Every field, what is measured of its media, what the machine says and what is decided, in the order of the schema. */
export function driftingParts(
  metrics: readonly Metric[],
  { inputSchema }: Pick<ProjectInForce, 'inputSchema'>,
): DriftPart[] {
  const fields = inputSchema.fields.flatMap((field) => {
    const { name, type } = field;
    // Time goes on by itself; and what names persons is not kept as the names of bins.
    if (type === 'date-time' || (type === 'category' && !field.values && field.personal !== undefined)) return [];
    if (type === 'text') return partsOfText(name);
    const ofMedia = metrics.filter(({ ofFields, kind }) => kind === 'VALUES' && ofFields?.includes(type));
    if (ofMedia.length > 0)
      return ofMedia.map(({ id, title }) => ({ metric: id, part: name, title: `${name}: ${title}` }));
    return [{ metric: 'input.value', part: name, title: name }];
  });
  const ofMachine = metrics.filter(({ id }) => isOfMachine(id));
  return [...fields, ...ofMachine.map(({ id, title }) => ({ metric: id, part: '', title }))];
}
