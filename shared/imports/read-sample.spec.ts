import { describe, expect, it } from 'vitest';
import { inputSchemaSchema, validateInput } from '../schema/index.js';
import { caseOfRow, inferSchema, readSample, suggestedFields, type ColumnReading, type Sample } from './index.js';

const BOM = '\uFEFF';

function sampleOf(text: string, isWhole = true): Sample {
  const read = readSample(text, { isWhole });
  if (!read.ok) throw new Error(read.message);
  return read.sample;
}

function refusal(text: string, isWhole = true): string {
  const read = readSample(text, { isWhole });
  return read.ok ? 'was read' : read.message;
}

describe('readSample', () => {
  it('reads commas, semicolons, tabs and bars, with a byte order mark and either line end', () => {
    for (const separator of [',', ';', '\t', '|']) {
      for (const end of ['\n', '\r\n', '\r']) {
        const text = [
          ['id', 'text'],
          ['1', 'a'],
          ['2', 'b'],
        ]
          .map((cells) => cells.join(separator))
          .join(end);
        expect(sampleOf(BOM + text)).toMatchObject({
          separator,
          columns: ['id', 'text'],
          rows: [
            { id: '1', text: 'a' },
            { id: '2', text: 'b' },
          ],
        });
      }
    }
  });

  it('takes separators, line ends and doubled quotes inside quotes as they are', () => {
    const { rows } = sampleOf('text,label\n"a, ""b""\nc",spam\n"x" ,ham\n');
    expect(rows).toEqual([
      { text: 'a, "b"\nc', label: 'spam' },
      { text: 'x', label: 'ham' },
    ]);
  });

  it('names what has no name, and what has the same', () => {
    expect(sampleOf('a,,a\n1,2,3').columns).toEqual(['a', 'column_2', 'a 2']);
  });

  it('sees a missing header', () => {
    const sample = sampleOf('1,2.5\n3,4');
    expect(sample).toMatchObject({ columns: ['column_1', 'column_2'], rows: [{ column_1: '1' }, { column_1: '3' }] });
    expect(sample.notes).toHaveLength(1);
  });

  it('reads a list, a list inside an object, and one object a line, and takes objects apart', () => {
    const rows = [
      { input: { text: 'a', n: 1 }, label: 'x' },
      { input: { text: 'b', n: 2 }, label: 'y' },
    ];
    const expected = [
      { 'input.text': 'a', 'input.n': 1, label: 'x' },
      { 'input.text': 'b', 'input.n': 2, label: 'y' },
    ];
    for (const text of [
      JSON.stringify(rows),
      JSON.stringify({ count: 2, data: rows }, null, 2),
      JSON.stringify({ meta: { of: [{ a: 1 }] }, data: rows }),
      rows.map((row) => JSON.stringify(row)).join('\n'),
    ])
      expect(sampleOf(text).rows).toEqual(expected);
  });

  it('takes what is there of a file that was cut off', () => {
    const json = JSON.stringify([{ a: 'x]' }, { a: 'y' }, { a: 'zzz' }]);
    expect(sampleOf(json.slice(0, -6), false).rows).toEqual([{ a: 'x]' }, { a: 'y' }]);
    expect(sampleOf('{"a":1}\n{"a":2}\n{"a"', false).rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(sampleOf('a,b\n1,2\n3,4\n5', false).rows).toHaveLength(2);
    expect(sampleOf('a,b\nx,y\nz,w\n"cut off in the', false).rows.length).toBeGreaterThan(0);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \n \n', 'empty'],
    ['a picture', '\x89PNG\0\0', 'not a text file'],
    ['names only', 'a,b\n', 'no row below'],
    ['nothing but a quote that is never closed', 'a,b\n1,"2\n', 'line 2 has a quotation mark'],
    ['rows of other widths', 'a,b,c\n1\n2\n3,4,5\n', 'line 2 has 1'],
    ['an empty list', '[]', 'no case in it'],
    ['numbers in a list', '[1,2,3]', 'no case in it'],
    ['broken JSON', '{"a":1\n{"b":\n', 'Line 1 is not'],
    [
      'a thousand and one columns',
      `${Array.from({ length: 1001 }, (_, i) => `c${i}`).join(',')}\n${'x,'.repeat(1000)}x`,
      '1001 columns',
    ],
  ])('says what is wrong with %s', (_name, text, words) => expect(refusal(text)).toContain(words));

  it('leaves out the line of a quote that is never closed, and reads on behind it', () => {
    const sample = sampleOf('a,b\n1,"2\n3,4\n5,6\n');
    expect(sample.rows).toEqual([
      { a: '3', b: '4' },
      { a: '5', b: '6' },
    ]);
    expect(sample.notes.join()).toContain('line 2 has a quotation mark');
  });

  it('leaves out a few bad rows and says which', () => {
    const sample = sampleOf('a,b\n1,2\n3\n5,6\n7,8');
    expect([sample.rows.length, sample.notes.join()]).toEqual([3, expect.stringContaining('line 3')]);
    expect(sampleOf('{"a":1}\nnot\n{"a":2}').notes.join()).toContain('line 2');
  });
});

describe('inferSchema', () => {
  const of = (text: string) => inferSchema(sampleOf(text));
  const typesOf = (text: string) => Object.fromEntries(of(text).columns.map(({ field }) => [field.name, field.type]));

  it('tells the types apart', () => {
    const line = (i: number) =>
      `${i},Some words ${i},${i}.5,${i % 2 === 0},${['red', 'green'][i % 2]},2026-01-0${i}T10:00:00Z,https://x.example/${i}.png,https://x.example/${i}.mp3?x=1,0${i}123,2026-01-0${i}`;
    const names = 'order_id,Words,amount,paid,colour,at,photo,call,zip,day';
    expect(typesOf([names, ...[1, 2, 3, 4].map(line)].join('\n'))).toEqual({
      order_id: 'number',
      Words: 'text',
      amount: 'number',
      paid: 'boolean',
      colour: 'category',
      at: 'date-time',
      photo: 'image-url',
      call: 'audio-url',
      zip: 'text',
      day: 'text',
    });
  });

  it('knows decimal commas, accounts, and what is missing', () => {
    const { columns } = of('price;account;note\n1,5;12345678901234567;\n2,25;98765432109876543;x\n3;1;NA\n');
    expect(columns.map(({ field, isDecimalComma }) => [field.type, field.required, isDecimalComma])).toEqual([
      ['number', true, true],
      ['text', true, false],
      ['text', false, false],
    ]);
    expect(columns[0]?.range).toEqual({ minimum: 1.5, maximum: 3 });
  });

  it('says what is not clear, or was guessed, of marks in numbers, and then nothing of how large they are', () => {
    const of = (separator: string, said?: ColumnReading) => {
      const cell = (text: string) => (separator === ',' ? `"${text}"` : text);
      const file = ['text', 'weight', 'label'].join(separator);
      const rows = [
        ['a', '268,459', 'x'],
        ['b', '999,914', 'y'],
        ['c', '2,534', 'x'],
      ].map((row) => row.map(cell).join(separator));
      const read = readSample([file, ...rows].join('\n'), { isWhole: true });
      if (!read.ok) throw new Error(read.message);
      const schema = inferSchema({ ...read.sample, readings: said ? { weight: said } : {} });
      const column = schema.columns.find(({ column: name }) => name === 'weight');
      const [row] = read.sample.rows;
      return { ...column, example: row && caseOfRow(row, schema.columns) };
    };
    // Commas between the cells: one in a cell was put there on purpose, which is a guess and says so.
    expect(of(',')).toMatchObject({
      type: 'number',
      reading: { numbers: '1,234.5' },
      range: { minimum: 2534, maximum: 999_914 },
      notes: [expect.stringMatching(/^Taken as written like 1,234\.5, since commas separate the cells too; say so/)],
    });
    for (const separator of [';', '\t', '|'])
      expect(of(separator)).toMatchObject({
        type: 'number',
        reading: { numbers: 'unclear' },
        range: null,
        isWholeNumbers: false,
        notes: ['Whether the mark in 268,459 stands between thousands or before decimals is not clear: say which.'],
        // A case of the sample is still one that its fields take.
        example: { text: 'a', weight: 268_459 },
      });
    // Said is said: no guess any more, whatever separates the cells.
    for (const separator of [',', ';'])
      expect(of(separator, { numbers: '1234,5' })).toMatchObject({
        range: { minimum: 2.534, maximum: 999.914 },
        notes: ['Written with a decimal comma here; send a number, with a point.'],
        example: { weight: 268.459 },
      });
    expect(of(',', { numbers: '1,234.5' }).notes).toEqual([
      'Written like 1,234.5 here; send a number, without marks between thousands.',
    ]);
  });

  it('makes names that a field may have', () => {
    const { columns } = of('Größe (cm),größe_cm,1st,é\n1,2,3,4');
    expect(columns.map(({ field }) => field.name)).toEqual(['Gro_e_cm', 'gro_e_cm_2', 'field_1st', 'e']);
    expect(columns[0]?.field.title).toBe('Größe (cm)');
  });

  it('suggests the answer, with its labels, and leaves it and the key out of the case', () => {
    const schema = of('id,text,lang,label\n1,aa,en,spam\n2,bb,en,ham\n3,cc,de,spam\n4,dd,de,spam\n');
    expect(schema.answers.map(({ column }) => column)).toEqual(['label', 'lang']);
    expect(schema.answers[0]?.outputSchema).toEqual({ kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] });
    expect(suggestedFields(schema, 'label').map(({ name }) => name)).toEqual(['text', 'lang']);
  });

  it('sees several labels and numbers that are graded', () => {
    const { answers } = of('{"text":"a","tags":["x","y"]}\n{"text":"b","tags":["x"]}\n{"text":"c","tags":[]}');
    expect(answers[0]?.outputSchema).toMatchObject({ kind: 'labels', labels: [{ value: 'x' }, { value: 'y' }] });
    expect(of('text,score\na,0.25\nb,0.5\nc,1.5').answers[0]?.outputSchema).toEqual({ kind: 'number', integer: false });
  });

  it('takes up at most a hundred of three hundred columns', () => {
    const names = Array.from({ length: 300 }, (_, i) => `c${i}`);
    const schema = of(`${names.join(',')}\n${names.map((_, i) => `v${i}`).join(',')}`);
    const fields = suggestedFields(schema, null);
    expect([schema.columns.length, fields.length]).toEqual([300, 100]);
    expect(() => inputSchemaSchema.parse({ fields })).not.toThrow();
  });

  it('gives cases that the schema accepts', () => {
    const sample = sampleOf('n;d;c\n1,5;2026-01-01T00:00:00Z;a\n2;;b\n');
    const { columns } = inferSchema(sample);
    const cases = sample.rows.map((row) => caseOfRow(row, columns));
    expect(cases).toEqual([
      { n: 1.5, d: '2026-01-01T00:00:00Z', c: 'a' },
      { n: 2, c: 'b' },
    ]);
    for (const one of cases) expect(validateInput({ fields: columns.map(({ field }) => field) }, one).ok).toBe(true);
  });
});
