import type { DatasetRow, RowLabel } from '@handrail/shared/datasets';
import type { OutputSchema, OutputValue } from '@handrail/shared/schema';
import { chosenOf, partsOf, type Chosen } from './chosen.js';
import type { Format } from './format.js';
import { jsonArray } from './json-array.js';

/**
 * Label Studio's JSON: an array of tasks with annotations and predictions, as its import takes them. The control is called
 * `label`, the object `input`; free text is a `textarea`, a number a `number`. Its import refuses annotations by people it
 * does not know, so whose they are is in the task's `meta.reviewers`, in the order of the annotations.
 */
export const LABEL_STUDIO: Format = {
  extension: 'label-studio.json',
  contentType: 'application/json; charset=utf-8',
  revision: 2,
  needs: ['input'],
  write: (blocks, { outputSchema, columns }) => {
    const has = chosenOf(columns);
    return jsonArray(blocks, (row, at) => taskOf(row, at, { outputSchema, has }));
  },
};

type Way = { readonly outputSchema: OutputSchema; readonly has: Chosen };

const META = ['id', 'selection_prob', 'weight', 'split', 'content_hash', 'level', 'policy_version'] as const;

function taskOf(row: DatasetRow, id: number, { outputSchema, has }: Way): Record<string, unknown> {
  const { input, predictions, created_at: createdAt } = row;
  return {
    id,
    data: { ...(has('id') && { handrail_id: row.id }), ...input },
    meta: {
      ...partsOf(row, META, has),
      ...(has('labels') && { reviewers: row.labels.map(({ reviewer }) => reviewer) }),
    },
    ...(has('created_at') && { created_at: createdAt }),
    ...(has('labelled_at') && { updated_at: row.labelled_at ?? createdAt }),
    annotations: annotationsOf(row, id, { outputSchema, has }),
    predictions: (has('predictions') ? predictions : [])
      .filter(({ value }) => value !== null)
      .map(({ model, value, confidence }) => ({
        model_version: model,
        score: confidence,
        // Filtered above: what said nothing usable is no prediction of theirs.
        result: resultOf(value as OutputValue, outputSchema),
      })),
  };
}

/** Every answer; where only the final label was chosen that, and nothing of who gave it. A machine's is no annotation. */
function annotationsOf(row: DatasetRow, task: number, { outputSchema, has }: Way): Record<string, unknown>[] {
  if (has('labels')) return row.labels.map((label, at) => annotationOf(label, { id: at + 1, task, outputSchema }));
  if (!has('label') || row.labels.length === 0) return [];
  return [{ id: 1, task, result: resultOf(row.label, outputSchema), was_cancelled: false, ground_truth: row.gold }];
}

function annotationOf(
  label: RowLabel,
  { id, task, outputSchema }: { readonly id: number; readonly task: number; readonly outputSchema: OutputSchema },
): Record<string, unknown> {
  return {
    id,
    task,
    result: resultOf(label.value, outputSchema),
    was_cancelled: false,
    ground_truth: label.reason === 'gold',
    created_at: label.labelled_at,
    updated_at: label.labelled_at,
    lead_time: label.seconds,
  };
}

function resultOf(value: OutputValue, { kind }: OutputSchema): unknown[] {
  const result = { id: 'label', from_name: 'label', to_name: 'input' };
  // An answer of another kind, from before the schema changed, is shown as text.
  switch (fits(value, kind) ? kind : 'text') {
    case 'label':
    case 'labels':
      return [{ ...result, type: 'choices', value: { choices: Array.isArray(value) ? value : [value] } }];
    case 'number':
      return [{ ...result, type: 'number', value: { number: value } }];
    case 'text':
      return [
        { ...result, type: 'textarea', value: { text: [typeof value === 'string' ? value : JSON.stringify(value)] } },
      ];
  }
}

function fits(value: OutputValue, kind: OutputSchema['kind']): boolean {
  return kind === 'labels' ? Array.isArray(value) : typeof value === (kind === 'number' ? 'number' : 'string');
}
