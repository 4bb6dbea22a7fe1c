import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { ARGILLA } from './argilla.js';
import { FASTTEXT } from './fasttext.js';
import type { Format } from './format.js';
import { formatOf, whyUnfit } from './index.js';
import { LABEL_STUDIO } from './label-studio.js';
import { PRODIGY } from './prodigy.js';
import { LABELS, sampleRow, sampleVersion, UGLY, type Kind } from './sample.support.js';

const KINDS: readonly Kind[] = ['label', 'labels', 'number', 'text'];
const COUNT = 120;

async function write(format: Format, kind: Kind, count = COUNT): Promise<string> {
  const rows = Array.from({ length: count }, (_, at) => sampleRow(at, kind));
  const { blocks, context } = sampleVersion(kind, rows, '');
  let text = '';
  for await (const chunk of format.write(blocks(), context)) text += Buffer.from(chunk as Uint8Array).toString('utf8');
  return text;
}

const instant = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' };
const item = (type: string, value: object): object => ({
  type: 'object',
  required: ['from_name', 'to_name', 'type', 'value'],
  properties: {
    id: { type: 'string' },
    from_name: { const: 'label' },
    to_name: { const: 'input' },
    type: { const: type },
    value: { type: 'object', additionalProperties: false, ...value },
  },
  additionalProperties: false,
});
const strings = { type: 'array', items: { type: 'string' } };
const result = {
  type: 'array',
  maxItems: 1,
  items: {
    oneOf: [
      item('choices', { required: ['choices'], properties: { choices: strings } }),
      item('number', { required: ['number'], properties: { number: { type: 'number' } } }),
      item('textarea', { required: ['text'], properties: { text: strings } }),
    ],
  },
};

/**
 * Tasks as Label Studio documents its JSON, and as its import (label_studio/tasks/serializers.py) checks them: an
 * annotation by somebody it does not know is refused, one by nobody becomes the importer's.
 */
const TASKS = {
  type: 'array',
  items: {
    type: 'object',
    required: ['id', 'data', 'annotations', 'predictions'],
    additionalProperties: false,
    properties: {
      id: { type: 'integer', minimum: 1 },
      data: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
      meta: { type: 'object' },
      created_at: instant,
      updated_at: instant,
      annotations: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'task', 'result', 'was_cancelled', 'ground_truth', 'lead_time'],
          additionalProperties: false,
          properties: {
            id: { type: 'integer' },
            task: { type: 'integer' },
            result,
            was_cancelled: { type: 'boolean' },
            ground_truth: { type: 'boolean' },
            created_at: instant,
            updated_at: instant,
            lead_time: { type: 'number', minimum: 0 },
          },
        },
      },
      predictions: {
        type: 'array',
        items: {
          type: 'object',
          required: ['model_version', 'result'],
          additionalProperties: false,
          properties: { model_version: { type: 'string' }, score: { type: ['number', 'null'] }, result },
        },
      },
    },
  },
};

describe.each(KINDS)('Label Studio’s tasks of %s answers', (kind) => {
  it('fit the schema of its export, and say row by row what the rows say', async () => {
    const tasks = JSON.parse(await write(LABEL_STUDIO, kind)) as {
      data: { handrail_id: string };
      meta: object;
      annotations: { lead_time: number; ground_truth: boolean; result: { value: Record<string, unknown> }[] }[];
      predictions: { model_version: string; score: number; result: { value: Record<string, unknown> }[] }[];
    }[];
    const validate = new Ajv().compile(TASKS);
    expect(validate(tasks), JSON.stringify(validate.errors?.[0])).toBe(true);
    expect(tasks).toHaveLength(COUNT);
    const name = { label: 'choices', labels: 'choices', number: 'number', text: 'text' }[kind];
    const isWrapped = kind === 'label' || kind === 'text';
    const wrapped = (value: unknown): unknown => (isWrapped ? [value] : value);
    tasks.forEach(({ data, meta, annotations, predictions }, at) => {
      const row = sampleRow(at, kind);
      expect(data).toEqual({ ...row.input, handrail_id: row.id });
      const { selection_prob, weight, split, content_hash } = row;
      expect(meta).toMatchObject({ selection_prob, weight, split, content_hash });
      expect(annotations.map((one) => [one.result[0]?.value[name], one.lead_time, one.ground_truth])).toEqual(
        row.labels.map(({ value, seconds, reason }) => [wrapped(value), seconds, reason === 'gold']),
      );
      const usable = row.predictions.filter(({ value }) => value !== null);
      expect(predictions.map((one) => [one.model_version, one.score, one.result[0]?.value[name]])).toEqual(
        usable.map(({ model, confidence, value }) => [model, confidence, wrapped(value)]),
      );
    });
  });
});

describe('Argilla’s records', () => {
  it('are one array, with users that are UUIDs and metadata without nulls', async () => {
    const records = JSON.parse(await write(ARGILLA, 'label')) as {
      id: string;
      fields: Record<string, unknown>;
      metadata: Record<string, unknown>;
      suggestions: { label?: { value: unknown; score: number; agent: string } };
      responses: { label: { value: unknown; user_id: string; status: string }[] };
    }[];
    expect(records).toHaveLength(COUNT);
    records.forEach(({ id, fields, metadata, suggestions, responses }, at) => {
      const row = sampleRow(at, 'label');
      expect(id).toBe(row.id);
      expect(fields).toEqual(Object.fromEntries(Object.entries(row.input).map(([name, value]) => [name, `${value}`])));
      expect(Object.values(metadata)).not.toContain(null);
      const { split, level, content_hash, weight } = row;
      expect(metadata).toMatchObject({ split, level, content_hash, ...(weight !== null && { weight }) });
      const { prediction: value, confidence: score, model: agent } = row;
      expect(suggestions).toEqual(value === null ? {} : { label: { value, score, agent, type: 'model' } });
      expect(responses.label.map(({ value }) => value)).toEqual(row.labels.map(({ value }) => value));
      for (const { user_id: user } of responses.label)
        expect(user).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    });
    const users = records.flatMap(({ responses }) => responses.label.map(({ user_id: user }) => user));
    expect(new Set(users).size).toBe(4);
  });
});

describe('text formats', () => {
  it('are a task a line for Prodigy, with the options and what was accepted', async () => {
    const lines = (await write(PRODIGY, 'labels')).trimEnd().split('\n');
    expect(lines).toHaveLength(COUNT);
    lines.forEach((line, at) => {
      const row = sampleRow(at, 'labels');
      expect(JSON.parse(line)).toMatchObject({
        text: row.input['text'] ?? '',
        options: LABELS.map((label) => ({ id: label, text: label })),
        accept: row.label,
        answer: 'accept',
        cats: Object.fromEntries(LABELS.map((label) => [label, (row.label as string[]).includes(label) ? 1 : 0])),
        meta: { id: row.id, split: row.split, selection_prob: row.selection_prob, weight: row.weight },
      });
    });
  });

  it('are a line a case for fastText, whatever the text holds', async () => {
    const lines = (await write(FASTTEXT, 'label')).slice(0, -1).split('\n');
    expect(lines).toHaveLength(COUNT);
    lines.forEach((line, at) => {
      const label = String(sampleRow(at, 'label').label).replaceAll(' ', '_');
      expect(line.split(' ')[0]).toBe(`__label__${label}`);
      expect(line).not.toMatch(/[\r\n\0\t]/);
      // Word by word what was written; a word that fastText would take for a label has lost an underscore.
      const text = String(sampleRow(at, 'label').input['text'] ?? '');
      const words = text.split(/[\s\0]+/).filter((word) => word !== '');
      const read = line.split(' ').filter((word) => word !== '');
      expect(read.slice(1)).toEqual(words.map((word) => word.replace(/^__label__/, '_label__')));
      expect(line.split(' ').filter((word) => word.startsWith('__label__'))).toHaveLength(1);
    });
  });

  it('are empty, valid files of an empty dataset', async () => {
    expect(JSON.parse(await write(LABEL_STUDIO, 'label', 0))).toEqual([]);
    expect(JSON.parse(await write(ARGILLA, 'label', 0))).toEqual([]);
    expect(await write(PRODIGY, 'label', 0)).toBe('');
    expect(await write(FASTTEXT, 'label', 0)).toBe('');
  });
});

describe('formats that do not fit', () => {
  it('say why instead of making something up', () => {
    const { context } = sampleVersion('number', [], '');
    expect(whyUnfit('coco.json', context)).toContain('boxes');
    expect(whyUnfit('conll.txt', context)).toContain('spans');
    expect(whyUnfit('fasttext.txt', context)).toContain('number');
    expect(whyUnfit('spacy.jsonl', { ...context, inputSchema: { fields: [] } })).toContain('no text field');
    expect(whyUnfit('parquet', context)).toBeUndefined();
    expect(formatOf('exe')).toBeUndefined();
    expect(UGLY).toHaveLength(20);
  });
});
