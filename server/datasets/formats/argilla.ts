import type { DatasetRow } from '@handrail/shared/datasets';
import type { Format } from './format.js';

/** Argilla's records, one a line: fields, metadata, a suggestion with its agent, and every response with its author. */
export const ARGILLA: Format = {
  extension: 'argilla.jsonl',
  contentType: 'application/x-ndjson; charset=utf-8',
  async *write(rows) {
    for await (const row of rows) yield `${JSON.stringify(recordOf(row))}\n`;
  },
};

function recordOf(row: DatasetRow): Record<string, unknown> {
  const suggestion =
    row.prediction === null ? {} : { label: { value: row.prediction, score: row.confidence, agent: row.model } };
  return {
    id: row.id,
    status: row.labels.length > 0 ? 'completed' : 'pending',
    // Its fields are text; numbers and the like are shown as such.
    fields: Object.fromEntries(Object.entries(row.input).map(([name, value]) => [name, String(value)])),
    metadata: {
      split: row.split,
      level: row.level,
      policy_version: row.policy_version,
      selection_prob: row.selection_prob,
      weight: row.weight,
      content_hash: row.content_hash,
    },
    suggestions: suggestion,
    responses: {
      label: row.labels.map(({ value, reviewer }) => ({ value, user_id: reviewer, status: 'submitted' })),
    },
  };
}
