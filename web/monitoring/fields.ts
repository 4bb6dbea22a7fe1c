import type { FieldType, InputField, InputSchema } from '@handrail/shared/schema';
import type { Line, Metric } from './lines';
import { isolated } from '../ui/visible-text';

/** More charts are shown when they are asked for. */
export const MOST_FIELDS = 12;

/** The lines of one field, with what they are drawn as. */
export type FieldLines = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly axis: string | undefined;
  /** Of this field alone: shares where its values are categories. */
  readonly metric: Metric;
  readonly lines: readonly Line[];
};

const UNDRAWN: readonly FieldType[] = ['date-time', 'image-url', 'audio-url'];

/**
 * Lines by field, in the order of the schema; fields that it no longer has come last. A field without lines is left out,
 * and so is one of times or addresses, whose mean says nothing: media are measured themselves.
 */
export function fieldsOf(metric: Metric, lines: readonly Line[], { fields }: InputSchema): FieldLines[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  const gone = lines.flatMap(({ part }) => (part !== null && !known.has(part) ? [part] : []));
  return [...known.keys(), ...new Set(gone)].flatMap((name) => {
    if (UNDRAWN.includes(known.get(name)?.type ?? 'text')) return [];
    const own = lines.filter(({ part }) => part === name);
    return own.length === 0 ? [] : [{ name, lines: own, ...drawnAs(metric, own, { name, field: known.get(name) }) }];
  });
}

function drawnAs(
  metric: Metric,
  lines: readonly Line[],
  { name, field }: { readonly name: string; readonly field: InputField | undefined },
): Pick<FieldLines, 'title' | 'description' | 'axis' | 'metric'> {
  if (lines.some(({ category }) => category !== null))
    return {
      title: `${isolated(name)} (shares)`,
      description: 'Share of each value.',
      axis: undefined,
      metric: { ...metric, kind: 'SHARES' },
    };
  if (field?.type === 'text')
    return {
      title: `${isolated(name)} (length)`,
      description: 'Mean length of the text.',
      axis: 'UTF-16 units',
      metric,
    };
  const unit = field?.type === 'number' ? field.unit : undefined;
  return { title: `${isolated(name)} (values)`, description: 'Mean of the numbers.', axis: unit, metric };
}

/** The same lines in a chart that is of their field alone. */
export function unnamed(lines: readonly Line[]): Line[] {
  return lines.map((line) => ({ ...line, part: null }));
}
