import type { FileRow, SourceRow } from '@handrail/shared/imports';

const QUESTION = 'label';

/**
 * Records of Argilla's own JSON as rows: `fields` and `metadata` column by column, what people submitted as `label` with
 * their user as `annotator`, and the suggestion as `prediction`. Where nobody has answered there is no label: a suggestion
 * is what a machine said. Other rows are left as they are.
 */
export async function* readArgilla(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  for await (const one of rows) yield 'row' in one && isRecord(one.row) ? { ...one, ...recordRow(one.row) } : one;
}

/** What a record has; what is empty of it has no columns. */
const PARTS = new Set(
  'id status fields metadata suggestions responses vectors _server_id external_id dataset_id inserted_at updated_at'.split(
    ' ',
  ),
);

/** Whether a row is a record: it has fields, and nothing that records have not. */
function isRecord(row: SourceRow): boolean {
  const parts = Object.keys(row).map((name) => name.split('.')[0] ?? '');
  return parts.includes('fields') && parts.every((part) => PARTS.has(part));
}

type Answer = { readonly value: unknown; readonly annotator: unknown };

function recordRow(record: SourceRow): { readonly row: SourceRow; readonly more: readonly SourceRow[] } {
  const question = questionOf(record);
  const [first, ...others] = answersOf(record, question);
  const [value, score, agent] = ['value', 'score', 'agent'].map((part) => record[`suggestions.${question}.${part}`]);
  const row = {
    ...(record['id'] === undefined ? {} : { id: record['id'] }),
    ...partsOf(record, 'fields.', ''),
    ...partsOf(record, 'metadata.', 'metadata.'),
    ...(first && { label: first.value, annotator: first.annotator }),
    ...(value === undefined ? {} : { prediction: value, score, model_version: agent }),
  };
  return { row, more: others.map((answer) => ({ label: answer.value, annotator: answer.annotator })) };
}

/** Of several the one called `label`, as our own files have it, else the first that has answers or a suggestion. */
function questionOf(record: SourceRow): string {
  const names = Object.keys(record).flatMap((name) => {
    const [part, question] = name.split('.');
    return (part === 'responses' || part === 'suggestions') && question ? [question] : [];
  });
  return names.includes(QUESTION) ? QUESTION : (names[0] ?? QUESTION);
}

/** What was submitted; in our own files people's answers are metadata. */
function answersOf(record: SourceRow, question: string): Answer[] {
  const given = listOf(record[`responses.${question}`]).flatMap((one) => {
    if (typeof one !== 'object' || one === null || !('value' in one)) return [];
    const isSubmitted = !('status' in one) || one.status === 'submitted' || one.status === null;
    return isSubmitted ? [{ value: one.value, annotator: 'user_id' in one ? one.user_id : undefined }] : [];
  });
  if (given.length > 0) return given;
  const reviewers = listOf(record['metadata.reviewers']);
  const answers = listOf(record['metadata.answers']).map((value, at) => ({ value, annotator: reviewers[at] }));
  if (answers.length > 0) return answers;
  const label = record['metadata.label'];
  return label === undefined || label === null ? [] : [{ value: label, annotator: undefined }];
}

/** What is handed over as label and annotator is not a column besides. */
const TAKEN = new Set(['metadata.label', 'metadata.answers', 'metadata.reviewers']);

function partsOf(record: SourceRow, prefix: string, as: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([name]) => name.startsWith(prefix) && !TAKEN.has(name))
      .map(([name, value]) => [`${as}${name.slice(prefix.length)}`, value]),
  );
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
