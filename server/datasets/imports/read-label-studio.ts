import type { FileRow, SourceRow } from '@handrail/shared/imports';

type Result = { readonly type?: unknown; readonly value?: Readonly<Record<string, unknown>> };

/**
 * Tasks of Label Studio's own export as rows: `data` and `meta` column by column, every annotation that was not skipped as
 * an answer with its time and annotator, the newest as `label`, and the first prediction with its score.
 */
export async function* readLabelStudio(tasks: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  for await (const task of tasks) yield 'row' in task ? { number: task.number, ...taskRow(task.row) } : task;
}

/** Whether a row is a task: it has data, and annotations. */
export function isTask(row: SourceRow): boolean {
  return Object.keys(row).some((name) => name.startsWith('data.')) && Array.isArray(row['annotations']);
}

function taskRow(task: SourceRow): { readonly row: SourceRow; readonly more: readonly SourceRow[] } {
  const answers = answersOf(task);
  const last = answers.at(-1);
  const [prediction] = listOf(task['predictions']);
  const parts = Object.entries(task).filter(([name]) => name.startsWith('data.'));
  const meta = Object.entries(task).filter(([name]) => name.startsWith('meta.') && name !== REVIEWERS);
  const row = {
    ...Object.fromEntries(parts.map(([name, value]) => [name.slice('data.'.length), value])),
    ...Object.fromEntries(meta),
    task_id: task['id'],
    ...last,
    ...(prediction && {
      prediction: answerOf(prediction['result']),
      score: prediction['score'],
      model_version: prediction['model_version'],
    }),
  };
  return { row, more: answers.slice(0, -1) };
}

/** Our own files say there whose the annotations are, in their order: Label Studio takes no people that it does not know. */
const REVIEWERS = 'meta.reviewers';

/** The oldest first. */
function answersOf(task: SourceRow): SourceRow[] {
  const reviewers = Array.isArray(task[REVIEWERS]) ? (task[REVIEWERS] as unknown[]) : [];
  const answers = listOf(task['annotations']).flatMap((one, at) => {
    if (one['was_cancelled'] === true) return [];
    const labelled_at = one['updated_at'] ?? one['created_at'];
    const annotator = annotatorOf(one['completed_by']) ?? reviewers[at];
    return [{ label: answerOf(one['result']), labelled_at, annotator }];
  });
  return answers.sort((a, b) => timeOf(a.labelled_at) - timeOf(b.labelled_at));
}

/** Without one it stays where it stands among the others without. */
function timeOf(at: unknown): number {
  const ms = typeof at === 'string' ? Date.parse(at) : Number.NaN;
  return Number.isFinite(ms) ? ms : 0;
}

function listOf(value: unknown): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  // Objects, as just seen.
  return (value as unknown[]).filter((one) => typeof one === 'object' && one !== null) as Readonly<
    Record<string, unknown>
  >[];
}

function annotatorOf(by: unknown): unknown {
  if (typeof by !== 'object' || by === null) return by;
  return 'id' in by ? by.id : undefined;
}

/** Choices, none of them too, as a list; a rating, a number, or text; undefined for what is no answer of one piece (boxes, spans). */
function answerOf(result: unknown): unknown {
  const results: Result[] = listOf(result);
  const choices = results
    .map(({ value }) => value?.['choices'])
    .filter((some): some is unknown[] => Array.isArray(some));
  if (choices.length > 0) return choices.flat();
  for (const { value } of results) {
    const answer =
      value?.['rating'] ?? value?.['number'] ?? (Array.isArray(value?.['text']) ? value['text'].join('\n') : undefined);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
