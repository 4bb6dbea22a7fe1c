import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { DATASET_COLUMNS } from '@handrail/shared/datasets';
import { ARGILLA } from './argilla.js';
import { FASTTEXT } from './fasttext.js';
import type { Format } from './format.js';
import { formatOf, whyTooFew, whyUnfit } from './index.js';
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
  /** As its server checks them: agents by its pattern, floats that are none of Python's integers, users it knows. */
  const AGENT = /^[a-zA-Z0-9-_:./\s]*[a-zA-Z0-9][a-zA-Z0-9-_:./\s]*$/;

  it('are one array that its server takes: agents, floats, no responses of strangers, no nulls', async () => {
    const text = await write(ARGILLA, 'label');
    const records = JSON.parse(text) as {
      id: string;
      fields: Record<string, unknown>;
      metadata: Record<string, unknown>;
      suggestions: { label?: { value: unknown; score: number; agent: string } };
      responses: object;
    }[];
    expect(records).toHaveLength(COUNT);
    records.forEach(({ id, fields, metadata, suggestions, responses }, at) => {
      const row = sampleRow(at, 'label');
      expect(id).toBe(row.id);
      const texts = Object.fromEntries(Object.entries(row.input).map(([name, value]) => [name, `${value}`]));
      expect(fields).toEqual(Object.keys(texts).length === 0 ? { text: '' } : texts);
      expect(Object.values(metadata)).not.toContain(null);
      const { split, level, content_hash, weight } = row;
      expect(metadata).toMatchObject({ split, level, content_hash, ...(weight !== null && { weight }) });
      const { prediction: value, confidence: score } = row;
      expect(suggestions).toEqual(value === null ? {} : { label: { value, score, agent: 'filter:3', type: 'model' } });
      expect(responses).toEqual({});
      // What people said, and never what a machine decided or suggested.
      expect(metadata['label']).toBe(row.labels.length === 0 ? undefined : row.label);
      expect(metadata['answers']).toEqual(row.labels.map(({ value: answer }) => answer));
      expect(metadata['reviewers']).toEqual(row.labels.map(({ reviewer }) => reviewer));
    });
    expect(text).not.toMatch(/"(weight|selection_prob)":\d+[,}]/);
    expect(text).toContain('"weight":10.0');
    for (const { suggestions } of records) expect(suggestions.label?.agent ?? 'x').toMatch(AGENT);
  });

  it('have no score for several labels, and no suggestion where none was predicted', async () => {
    const records = JSON.parse(await write(ARGILLA, 'labels')) as { suggestions: { label?: { value: string[] } } }[];
    for (const { suggestions } of records) {
      if (!suggestions.label) continue;
      expect(suggestions.label.value.length).toBeGreaterThan(0);
      expect(suggestions.label).not.toHaveProperty('score');
    }
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
      const label = String(sampleRow(at, 'label').label).replaceAll(' ', '%20');
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

  it('do not end a fastText line at what it takes for one’s end', async () => {
    const row = { ...sampleRow(1, 'label'), input: { text: 'a </s> b </s>c </s>' } };
    const { blocks, context } = sampleVersion('label', [row], '');
    let text = '';
    for await (const chunk of FASTTEXT.write(blocks(), context)) text += String(chunk);
    expect(text).toBe('__label__ham a </s b </s>c </s\n');
  });

  it('are empty, valid files of an empty dataset', async () => {
    expect(JSON.parse(await write(LABEL_STUDIO, 'label', 0))).toEqual([]);
    expect(JSON.parse(await write(ARGILLA, 'label', 0))).toEqual([]);
    expect(await write(PRODIGY, 'label', 0)).toBe('');
    expect(await write(FASTTEXT, 'label', 0)).toBe('');
  });
});

describe('columns that were chosen', () => {
  const only = async (format: Format, names: readonly string[]): Promise<string> => {
    const { blocks, context } = sampleVersion(
      'label',
      [0, 1, 2].map((at) => sampleRow(at, 'label')),
      '',
    );
    const columns = DATASET_COLUMNS.filter(({ name }) => names.includes(name));
    let text = '';
    for await (const chunk of format.write(blocks(), { ...context, columns })) text += String(chunk);
    return text;
  };

  it.each([LABEL_STUDIO, ARGILLA, PRODIGY, FASTTEXT])('leave the others out of $extension', async (format) => {
    const text = await only(format, ['input', 'label']);
    const { id, labels, content_hash: hash } = sampleRow(1, 'label');
    for (const hidden of [id, labels[0]?.reviewer, hash, 'filter', 'weight', 'selection_prob', 'split', 'policy'])
      expect(text).not.toContain(hidden);
    expect(text).toContain('ham');
    const without = await only(format, ['input', 'id', 'split']);
    if (!format.needs?.includes('label')) expect(without).not.toContain('ham');
  });

  it('must hold what the format cannot do without', () => {
    const columns = DATASET_COLUMNS.filter(({ name }) => name !== 'input' && name !== 'label');
    expect(whyTooFew(FASTTEXT, columns)).toContain('columns input and label');
    expect(whyTooFew(LABEL_STUDIO, columns)).toContain('column input');
    expect(whyTooFew(FASTTEXT, DATASET_COLUMNS)).toBeUndefined();
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
