import type { DatasetRow, RowLabel } from '@handrail/shared/datasets';
import type { OutputSchema, OutputValue } from '@handrail/shared/schema';
import type { Format } from './format.js';

/**
 * Label Studio's JSON: an array of tasks with annotations and predictions, as its export has them and its import takes
 * them. The control is called `label`, the object `input`; free text is a `textarea`, a number a `number`.
 */
export const LABEL_STUDIO: Format = {
  extension: 'label-studio.json',
  contentType: 'application/json; charset=utf-8',
  async *write(rows, { outputSchema }) {
    let index = 0;
    yield '[';
    for await (const row of rows) {
      index += 1;
      yield `${index === 1 ? '\n' : ',\n'}${JSON.stringify(taskOf(row, index, outputSchema))}`;
    }
    yield index === 0 ? ']\n' : '\n]\n';
  },
};

function taskOf(row: DatasetRow, id: number, outputSchema: OutputSchema): Record<string, unknown> {
  const { input, predictions, created_at: createdAt } = row;
  return {
    id,
    data: { ...input, handrail_id: row.id },
    meta: {
      selection_prob: row.selection_prob,
      weight: row.weight,
      split: row.split,
      content_hash: row.content_hash,
      level: row.level,
      policy_version: row.policy_version,
    },
    created_at: createdAt,
    updated_at: row.labelled_at ?? createdAt,
    annotations: row.labels.map((label, at) => annotationOf(label, { id: at + 1, task: id, outputSchema })),
    predictions: predictions
      .filter(({ value }) => value !== null)
      .map(({ model, value, confidence }) => ({
        model_version: model,
        score: confidence,
        // Filtered above: what said nothing usable is no prediction of theirs.
        result: resultOf(value as OutputValue, outputSchema),
      })),
  };
}

function annotationOf(
  label: RowLabel,
  { id, task, outputSchema }: { readonly id: number; readonly task: number; readonly outputSchema: OutputSchema },
): Record<string, unknown> {
  return {
    id,
    task,
    completed_by: { email: label.reviewer },
    result: resultOf(label.value, outputSchema),
    was_cancelled: false,
    ground_truth: label.reason === 'gold',
    created_at: label.labelled_at,
    updated_at: label.labelled_at,
    lead_time: label.seconds,
  };
}

function resultOf(value: OutputValue, { kind }: OutputSchema): unknown[] {
  const result = { from_name: 'label', to_name: 'input' };
  switch (kind) {
    case 'label':
    case 'labels':
      return [{ ...result, type: 'choices', value: { choices: Array.isArray(value) ? value : [value] } }];
    case 'number':
      return [{ ...result, type: 'number', value: { number: value } }];
    case 'text':
      return [{ ...result, type: 'textarea', value: { text: [value] } }];
  }
}
