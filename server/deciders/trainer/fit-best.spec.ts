import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inputSchemaSchema, type CaseInput, type InputSchema } from '@handrail/shared/schema';
import { Examples, foldOf, type Example } from './examples.js';
import { bitsFor, fitBest, type Fitted } from './fit-best.js';
import { answerOf } from './linear-model.js';
import { decodeModel, encodeModel } from './model-file.js';

const MAIL_SCHEMA = inputSchemaSchema.parse({
  fields: [
    { name: 'subject', type: 'text' },
    { name: 'fromDomain', type: 'category' },
    { name: 'date', type: 'date-time', required: false },
    { name: 'links', type: 'number' },
    { name: 'html', type: 'boolean' },
    { name: 'body', type: 'text' },
  ],
});
const PENGUIN_SCHEMA = inputSchemaSchema.parse({
  fields: [
    { name: 'island', type: 'category' },
    { name: 'beak', type: 'number', required: false },
    { name: 'depth', type: 'number', required: false },
    { name: 'flipper', type: 'number', required: false },
    { name: 'mass', type: 'number', required: false },
    { name: 'sex', type: 'category', required: false },
  ],
});
const SPECIES = ['Adelie', 'Chinstrap', 'Gentoo'];

type Penguin = Record<string, string | number | null>;

/** vega-datasets 3.2.1 (BSD-3-Clause): 344 penguins, some without measures. */
function penguins(): Example[] {
  const rows = JSON.parse(
    readFileSync(new URL('../../../test/data/penguins.json', import.meta.url), 'utf8'),
  ) as Penguin[];
  return rows.map((row) => {
    const given = {
      island: row['Island'],
      beak: row['Beak Length (mm)'],
      depth: row['Beak Depth (mm)'],
      flipper: row['Flipper Length (mm)'],
      mass: row['Body Mass (g)'],
      sex: row['Sex'],
    };
    const input = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)) as CaseInput;
    return { input, label: String(row['Species']), weight: 1 };
  });
}

type Mail = CaseInput & { readonly label: string };

/** The demo's mails (SpamAssassin public corpus), spread over the file. */
function mails(count: number): Example[] {
  const lines = gunzipSync(readFileSync(new URL('../../demo/mail.jsonl.gz', import.meta.url)))
    .toString()
    .split('\n');
  return Array.from({ length: count }, (_, index): Example => {
    const { subject, fromDomain, body, links, html, label } = JSON.parse(lines[(index * 7) % 5326] ?? '') as Mail;
    return { input: { subject, fromDomain, body, links, html } as CaseInput, label, weight: 1 };
  });
}

async function fit(
  rows: readonly Example[],
  { inputSchema, labels, seed = 1 }: { inputSchema: InputSchema; labels: readonly string[]; seed?: number },
): Promise<Fitted> {
  const examples = new Examples(inputSchema, labels, bitsFor(labels.length));
  for (const row of rows) examples.add(row);
  return fitBest(examples, { inputSchema, labels, seed, champion: null, several: null }, () => undefined);
}

describe('fitBest', () => {
  it('tells three species of penguins by their measures, missing ones included', async () => {
    const { heldOut, tried } = await fit(penguins(), { inputSchema: PENGUIN_SCHEMA, labels: SPECIES });
    expect(tried.map(({ learner }) => learner)).toEqual(['table', 'table-pairs']);
    expect(heldOut.cases).toBeGreaterThan(50);
    expect(heldOut.accuracy.share).toBeGreaterThan(0.95);
    expect(heldOut.ece).toBeLessThan(0.08);
  });

  it('names the fields that moved an answer', async () => {
    const { model } = await fit(penguins(), { inputSchema: PENGUIN_SCHEMA, labels: SPECIES });
    const { value, evidence } = answerOf(model, { island: 'Biscoe', flipper: 230, depth: 14, mass: 5700 });
    expect(value).toBe('Gentoo');
    expect(evidence.every(({ start, end }) => start === 0 && end === 0)).toBe(true);
    expect(evidence.filter(({ weight }) => weight > 0).map(({ field }) => field)).toEqual(
      expect.arrayContaining(['flipper', 'depth']),
    );
  });

  it('tells spam among real mails, and marks the words', async () => {
    const rows = mails(600);
    const { heldOut, tried, model } = await fit(rows, { inputSchema: MAIL_SCHEMA, labels: ['ham', 'spam'] });
    expect(tried.map(({ learner }) => learner)).toEqual(['text', 'table', 'table-pairs']);
    expect(heldOut.accuracy.share).toBeGreaterThan(0.9);
    expect(heldOut.accuracy.share).toBeGreaterThan(heldOut.majorityShare ?? 1);
    const input: CaseInput = rows[0]?.input ?? {};
    const { evidence } = answerOf(model, input);
    const words = evidence
      .filter(({ end }) => end > 0)
      .map(({ field, start, end }) => String(input[field]).slice(start, end));
    expect(words.length).toBeGreaterThan(0);
    expect(words.every((word) => /^[\p{L}\p{N}$€£%!]+$/u.test(word))).toBe(true);
    expect(answerOf(decodeModel(encodeModel(model)), input)).toEqual(answerOf(model, input));
  });

  it('makes the same bytes of the same labels and seed, others of another seed', async () => {
    const given = { inputSchema: PENGUIN_SCHEMA, labels: SPECIES };
    const [one, same, other] = [
      await fit(penguins(), given),
      await fit(penguins(), given),
      await fit(penguins(), { ...given, seed: 2 }),
    ];
    expect(encodeModel(same.model).equals(encodeModel(one.model))).toBe(true);
    expect(encodeModel(other.model).equals(encodeModel(one.model))).toBe(false);
  });
});

describe('foldOf', () => {
  it('puts the same content on the same side, whatever its case and blanks', () => {
    expect(foldOf({ text: 'Free  Entry', n: 1 })).toBe(foldOf({ n: 1, text: ' free entry ' }));
    const held = Array.from({ length: 5000 }, (_, n) => foldOf({ n })).filter((fold) => fold < 0).length;
    expect(held / 5000).toBeGreaterThan(0.18);
    expect(held / 5000).toBeLessThan(0.22);
  });
});
