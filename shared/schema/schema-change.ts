import type { InputField, InputSchema } from './input-schema.js';
import { toleranceWords } from './agrees.js';
import type { OutputLabel, OutputSchema } from './output-schema.js';

export type Schemas = { readonly inputSchema: InputSchema; readonly outputSchema: OutputSchema };
/** One thing that a change of schemas changes. `pointer`: into the new schemas. `isRefused`: it cannot be done, and why is said. */
export type SchemaChange = { readonly pointer: string; readonly says: string; readonly isRefused: boolean };

/**
 * What becomes different for the next case, in words, and what of it is refused. Cases that came in before keep the
 * schemas that they came in under. A field stays and keeps its type, as stored cases hold it: what is renamed is a new
 * field beside one that is no longer required. Where nothing changes: an empty list.
 */
export function schemaChanges(before: Schemas, after: Schemas): SchemaChange[] {
  return [
    ...fieldChanges(before.inputSchema.fields, after.inputSchema.fields),
    ...answerChanges(before.outputSchema, after.outputSchema),
  ];
}

function fieldChanges(before: readonly InputField[], after: readonly InputField[]): SchemaChange[] {
  const then = new Map(before.map((field) => [field.name, field]));
  const kept = new Set(after.map(({ name }) => name));
  const gone = before.filter(({ name }) => !kept.has(name));
  const changes = after.flatMap((field, index) => {
    const pointer = `/inputSchema/fields/${index}`;
    const known = then.get(field.name);
    if (known) return oneField(known, field, pointer);
    return [
      field.required
        ? told(pointer, `${field.name} must come with every case: callers that do not send it are refused.`)
        : told(pointer, `${field.name} may come with a case.`),
    ];
  });
  return [
    ...gone.map(({ name }) =>
      refused(
        '/inputSchema/fields',
        `${name} cannot be taken away, as stored cases hold it; say that it is no longer required.`,
      ),
    ),
    ...changes,
  ];
}

function oneField(before: InputField, after: InputField, pointer: string): SchemaChange[] {
  const { name } = after;
  if (before.type !== after.type)
    return [
      refused(
        `${pointer}/type`,
        `${name} stays ${before.type}, as stored cases hold it; add a field of another name for ${after.type}.`,
      ),
    ];
  const changes: SchemaChange[] = [];
  if (before.required !== after.required) {
    const says = after.required
      ? `${name} must come with every case: callers that do not send it are refused.`
      : `${name} no longer has to come with a case.`;
    changes.push(told(`${pointer}/required`, says));
  }
  if ((before.title ?? name) !== (after.title ?? name))
    changes.push(told(`${pointer}/title`, `${name} is shown as ${after.title ?? name}.`));
  if (JSON.stringify(limitsOf(before)) !== JSON.stringify(limitsOf(after)))
    changes.push(told(pointer, `${name} has other limits: callers that send what is outside of them are refused.`));
  if ((before.description ?? '') !== (after.description ?? ''))
    changes.push(told(`${pointer}/description`, `${name} is described otherwise.`));
  return changes;
}

/** Everything of a field that is not said by itself; how it leaves in files is changed elsewhere. */
function limitsOf(field: InputField): unknown[] {
  if (field.type === 'text') return [field.maxLength];
  if (field.type === 'number') return [field.minimum ?? null, field.maximum ?? null, field.unit ?? null];
  return field.type === 'category' ? [...(field.values ?? [])] : [];
}

function answerChanges(before: OutputSchema, after: OutputSchema): SchemaChange[] {
  const pointer = '/outputSchema';
  if (before.kind !== after.kind)
    return [
      refused(`${pointer}/kind`, `The answer stays a ${before.kind}; another kind of answer is another project.`),
    ];
  if ('labels' in before && 'labels' in after) {
    const changes = labelChanges(before.labels, after.labels);
    const isOther = rest(before) !== rest(after);
    return isOther ? [...changes, told(pointer, 'So many labels as one answer may have is changed.')] : changes;
  }
  const same = toleranceWords(after);
  const tolerance =
    toleranceWords(before) === same
      ? []
      : [
          told(
            `${pointer}/tolerance`,
            `What counts as the same answer is ${same}: past answers are compared by it too wherever they are compared again; what charts have counted stays.`,
          ),
        ];
  if (rest(before) === rest(after)) return tolerance;
  return [
    ...tolerance,
    told(pointer, 'Answers have other limits: what is outside of them cannot be answered, by people or by machines.'),
  ];
}

function labelChanges(before: readonly OutputLabel[], after: readonly OutputLabel[]): SchemaChange[] {
  const then = new Map(before.map((label) => [label.value, label]));
  const kept = new Set(after.map(({ value }) => value));
  const gone = before
    .filter(({ value }) => !kept.has(value))
    .map(({ value }) =>
      told(
        '/outputSchema/labels',
        `${value} is no answer any more: a machine that gives it has no usable answer, so a person decides. Labels that people gave stay.`,
      ),
    );
  const others = after.flatMap((label, index) => {
    const pointer = `/outputSchema/labels/${index}`;
    const known = then.get(label.value);
    if (!known)
      return [told(pointer, `${label.value} is an answer: machines that were trained without it do not give it.`)];
    const changes: SchemaChange[] = [];
    if ((known.title ?? label.value) !== (label.title ?? label.value))
      changes.push(told(`${pointer}/title`, `${label.value} is shown as ${label.title ?? label.value}.`));
    if ((known.description ?? '') !== (label.description ?? ''))
      changes.push(told(`${pointer}/description`, `${label.value} is described otherwise.`));
    return changes;
  });
  const common = (labels: readonly OutputLabel[], other: ReadonlySet<string>): string[] =>
    labels.flatMap(({ value }) => (other.has(value) ? [value] : []));
  const isMoved = common(before, kept).join('\0') !== common(after, new Set(then.keys())).join('\0');
  const moved = isMoved ? [told('/outputSchema/labels', 'The labels have another order, and so other keys.')] : [];
  return [...gone, ...others, ...moved];
}

/** An output schema without its labels and its tolerance. */
function rest(schema: OutputSchema): string {
  return JSON.stringify({ ...schema, labels: undefined, tolerance: undefined });
}

function told(pointer: string, says: string): SchemaChange {
  return { pointer, says, isRefused: false };
}

function refused(pointer: string, says: string): SchemaChange {
  return { pointer, says, isRefused: true };
}
