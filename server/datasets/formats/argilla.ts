import { createHash } from 'node:crypto';
import type { DatasetRow } from '@handrail/shared/datasets';
import type { Format } from './format.js';
import { jsonArray } from './json-array.js';

/**
 * Argilla's records as `dataset.records.from_json` takes them: fields, metadata, a suggestion with its agent, and every
 * response. The question is called `label`. Users are UUIDs there, so each pseudonym has one of its own.
 */
export const ARGILLA: Format = {
  extension: 'argilla.json',
  contentType: 'application/json; charset=utf-8',
  write: (blocks) => jsonArray(blocks, recordOf),
};

function recordOf(row: DatasetRow): Record<string, unknown> {
  return {
    id: row.id,
    status: row.labels.length > 0 ? 'completed' : 'pending',
    // Its fields are text; numbers and the like are shown as such.
    fields: Object.fromEntries(Object.entries(row.input).map(([name, value]) => [name, String(value)])),
    metadata: metadataOf(row),
    suggestions:
      row.prediction === null
        ? {}
        : { label: { value: row.prediction, score: row.confidence, agent: row.model, type: 'model' } },
    responses: {
      label: row.labels.map(({ value, reviewer }) => ({ value, user_id: userOf(reviewer), status: 'submitted' })),
    },
    vectors: {},
  };
}

/** Null is no value of its metadata. */
function metadataOf(row: DatasetRow): Record<string, unknown> {
  const { split, level, policy_version, selection_reason, selection_prob, weight, content_hash } = row;
  const all = { split, level, policy_version, selection_reason, selection_prob, weight, content_hash };
  const reviewers = row.labels.map(({ reviewer }) => reviewer);
  return Object.fromEntries(Object.entries({ ...all, reviewers }).filter(([, value]) => value !== null));
}

/** A UUID of version 8 (RFC 9562, 5.8): the same for a pseudonym every time. */
function userOf(pseudonym: string): string {
  const digits = createHash('sha256').update(`argilla\0${pseudonym}`).digest('hex').slice(0, 32);
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-8$4-$5');
}
