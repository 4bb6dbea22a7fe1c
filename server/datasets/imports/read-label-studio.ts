import type { SourceRow } from '@handrail/shared/imports';
import type { FileRow } from './read-json.js';

type Result = { readonly type?: unknown; readonly value?: Readonly<Record<string, unknown>> };

/**
 * Tasks of Label Studio's own export as rows: `data` column by column, the first annotation that was not skipped as
 * `label`, its time and annotator, and the first prediction with its score.
 */
export async function* readLabelStudio(tasks: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  for await (const task of tasks) yield 'row' in task ? { number: task.number, row: taskRow(task.row) } : task;
}

/** Whether a row is a task: it has data, and annotations. */
export function isTask(row: SourceRow): boolean {
  return Object.keys(row).some((name) => name.startsWith('data.')) && Array.isArray(row['annotations']);
}

function taskRow(task: SourceRow): SourceRow {
  const annotations = listOf(task['annotations']).filter((one) => one['was_cancelled'] !== true);
  const [annotation] = annotations;
  const [prediction] = listOf(task['predictions']);
  const data = Object.entries(task).filter(([name]) => name.startsWith('data.'));
  return {
    ...Object.fromEntries(data.map(([name, value]) => [name.slice('data.'.length), value])),
    task_id: task['id'],
    ...(annotation && {
      label: answerOf(annotation['result']),
      labelled_at: annotation['updated_at'] ?? annotation['created_at'],
      annotator: annotatorOf(annotation['completed_by']),
    }),
    ...(prediction && {
      prediction: answerOf(prediction['result']),
      score: prediction['score'],
      model_version: prediction['model_version'],
    }),
  };
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

/** Choices, a rating, a number, or text; undefined for what is no answer of one piece (boxes, spans). */
function answerOf(result: unknown): unknown {
  const results: Result[] = listOf(result);
  const choices = results.flatMap(({ value }) =>
    Array.isArray(value?.['choices']) ? (value['choices'] as unknown[]) : [],
  );
  if (choices.length > 0) return choices.length === 1 ? choices[0] : choices;
  for (const { value } of results) {
    const answer =
      value?.['rating'] ?? value?.['number'] ?? (Array.isArray(value?.['text']) ? value['text'].join('\n') : undefined);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
