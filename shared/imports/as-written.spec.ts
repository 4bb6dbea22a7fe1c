import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputSchemaSchema, outputSchemaSchema, validateInput, type OutputSchema } from '../schema/index.js';
import {
  EncodingSeen,
  formatOfNumbers,
  importRow,
  isOneALine,
  JsonReader,
  LinesReader,
  proposeMapping,
  readAnswer,
  readNumber,
  readSample,
  TableReader,
  zoneNotes,
  type FileRow,
  type ImportMapping,
  type RowReader,
  type SourceRow,
} from './index.js';
import { inferColumn } from './infer-column.js';

const now = new Date('2026-01-02T00:00:00Z');
const inputSchema = inputSchemaSchema.parse({
  fields: [
    { name: 'text', type: 'text' },
    { name: 'flag', type: 'boolean', required: false },
    { name: 'amount', type: 'number', required: false },
    { name: 'country', type: 'category', values: ['NA', 'EU'], required: false },
    { name: 'zone', type: 'category', values: ['EU', 'US'], required: false },
  ],
});
const yesNo = outputSchemaSchema.parse({
  kind: 'label',
  labels: [{ value: 'yes' }, { value: 'no' }, { value: 'N/A' }],
});

function rowsOf(text: string, reader: RowReader, pieces = 7): FileRow[] {
  const parts = text.match(new RegExp(`[\\s\\S]{1,${pieces}}`, 'g')) ?? [];
  return [...parts.flatMap((part) => reader.add(part)), ...reader.end()];
}
const table = (text: string): FileRow[] => rowsOf(text, new TableReader({ twice: 'refuse' }));
const goodOf = (rows: readonly FileRow[]): SourceRow[] => rows.flatMap((one) => ('row' in one ? [one.row] : []));

/** A file through the whole way: what it proposes, and what becomes of each row; errors as words. */
function imported(text: string, output: OutputSchema = yesNo, more: Partial<ImportMapping> = {}) {
  const reader = new TableReader({ twice: 'refuse' });
  const found = [...reader.add(text), ...reader.end()];
  const rows = goodOf(found);
  const proposed = proposeMapping({
    columns: reader.columns,
    rows,
    inputSchema,
    outputSchema: output,
    file: { separator: reader.separator },
  });
  const mapping = { ...proposed, ...more };
  return found.map((one) => {
    if (!('row' in one)) return one.problem;
    const read = importRow(one.row, {
      settings: { purpose: 'training', mapping },
      inputSchema,
      outputSchema: output,
      now,
    });
    return read.ok ? { ...read.row.input, label: read.row.label } : read.errors.map(({ detail }) => detail).join('; ');
  });
}

describe('a file is taken as it is written, or refused by row, column and cell', () => {
  it('takes words for true and false, and refuses others', () => {
    const flags = ['yes', '1', 'Y', 'on', 'TRUE', 'ja', 'No', '0', 'off', 'nein', 'f', 'maybe'];
    const file = `id,text,flag,label\r\n${flags.map((flag, at) => `${at},a,${flag},yes`).join('\r\n')}\r\n`;
    expect(
      imported(file).map((row) => (typeof row === 'string' ? row : (row as Record<string, unknown>)['flag'])),
    ).toEqual([
      ...Array.from({ length: 6 }, () => true),
      ...Array.from({ length: 5 }, () => false),
      expect.stringContaining('flag must be true or false (yes, no, 1, 0 …), got "maybe"'),
    ]);
  });

  it('tells thousands from decimals by the whole column, and takes no other notation', () => {
    const file =
      'id,text,amount,label\r\n1,a,"1,234",yes\r\n2,b,"999,999",no\r\n3,c,950,no\r\n4,d,"1,234,567",no\r\n5,e,0x1F,no\r\n';
    expect(imported(file)).toEqual([
      { text: 'a', amount: 1234, label: 'yes' },
      { text: 'b', amount: 999_999, label: 'no' },
      { text: 'c', amount: 950, label: 'no' },
      { text: 'd', amount: 1_234_567, label: 'no' },
      'amount must be a finite number written like 1,234.5, got "0x1F"',
    ]);
    expect(imported('text,amount,label\na,"1,234",yes\nb,950,no\n')).toMatchObject([{ amount: 1234 }, { amount: 950 }]);
    expect(imported('text;amount;label\na;1,234;yes\nb;950;no\nc;1,5;no\n')).toMatchObject([
      { amount: 1.234 },
      { amount: 950 },
      { amount: 1.5 },
    ]);
    expect(imported('text;amount;label\na;1,234;yes\nb;950;no\n')).toMatchObject([
      'amount could be 1234 or 1.234; say how its numbers are written',
      { amount: 950 },
    ]);
  });

  it('rounds no number: one with more digits than a number keeps is refused, and kept as text', () => {
    const file = 'text,amount,label\n9007199254740993,9007199254740993,yes\n9007199254740992123,1,no\n';
    expect(imported(file)).toEqual([
      'amount has more digits than a number keeps, got "9007199254740993"; take it as text',
      { text: '9007199254740992123', amount: 1, label: 'no' },
    ]);
    const lines = '{"text":9007199254740993,"id":12345678901234567890,"n":1.50,"list":[9007199254740993]}';
    expect(goodOf(rowsOf(lines, new LinesReader()))).toEqual([
      { text: '9007199254740993', id: '12345678901234567890', n: '1.50', list: ['9007199254740993'] },
    ]);
  });

  it('rounds no digits after the point either, and takes what is a number written out', () => {
    const told = (cell: string): string =>
      `amount has more digits than a number keeps, got ${JSON.stringify(cell)}; take it as text`;
    const long = [
      '0.1234567890123456789',
      '123456789.1234567891',
      '0.33333333333333333333',
      '1.2345678901234567890123e3',
    ];
    const exact: readonly (readonly [string, number])[] = [
      ['0.1', 0.1],
      ['0.10000000000000001', 0.1],
      ['743428217660584.2', Number('743428217660584.2')],
      ['-1092499341873474.2', Number('-1092499341873474.2')],
      ['0.1000000000000000055511151231257827021181583404541015625', 0.1],
      ['0.12345678901234568', 0.12345678901234568],
      ['1.50000000000000000000000', 1.5],
      ['123456789012345000e3', 123456789012345000000],
      ['1.7976931348623157e308', Number.MAX_VALUE],
      ['5e-324', Number.MIN_VALUE],
      ['-0.0', -0],
    ];
    for (const cell of long) {
      expect(imported(`text,amount,label\na,${cell},yes\n`)).toEqual([told(cell)]);
      expect(imported(`text;amount;label\na;${cell.replace('.', ',')};yes\nb;1,5;no\n`)[0]).toBe(
        told(cell.replace('.', ',')),
      );
      const rows = goodOf(rowsOf(`{"text":${cell},"amount":${cell},"list":[${cell}]}`, new LinesReader()));
      expect(rows).toEqual([{ text: cell, amount: cell, list: [cell] }]);
      expect(inferColumn([cell, '1'])).toMatchObject({
        type: 'text',
        notes: ['Some numbers have more digits than a number keeps: taken as text, so that none is rounded.'],
      });
    }
    for (const [cell, value] of exact) expect([cell, readNumber(cell)]).toEqual([cell, { ok: true, value }]);
    expect(readNumber('1e-400')).toEqual({
      ok: false,
      detail: 'is too small to be kept as a number, got "1e-400"',
    });
  });

  it('takes a probability with more digits as the nearest: what it says of its row is the same', () => {
    const row = { text: 'a', label: 'yes', selection_prob: '0.33333333333333333333' };
    const mapping = proposeMapping({ columns: Object.keys(row), rows: [row], inputSchema, outputSchema: yesNo });
    expect(mapping.selectionProb).toBe('selection_prob');
    const settings = { purpose: 'training' as const, mapping };
    expect(importRow(row, { settings, inputSchema, outputSchema: yesNo, now })).toMatchObject({
      ok: true,
      row: { selectionProb: 1 / 3 },
    });
  });

  it('says of an object where one value is to be read that it is one, and never that nothing is there', () => {
    const mapping: ImportMapping = {
      fields: { text: 'text', flag: 'flag', amount: 'amount' },
      label: 'label',
      key: 'id',
      segment: 'of',
      values: {},
      reading: { columns: {} },
    };
    const told = (line: string) =>
      goodOf(rowsOf(line, new LinesReader())).map((row) => {
        const settings = { purpose: 'training' as const, mapping };
        const read = importRow(row, { settings, inputSchema, outputSchema: yesNo, now });
        return read.ok ? read.row.input : read.errors.map(({ column, detail }) => [column, detail]);
      })[0];
    expect(told('{"text":{"a":1},"label":"yes"}')).toEqual([
      ['text', 'text is an object, got "{\\"a\\":1}"; take a part of it, such as text.a'],
    ]);
    expect(told('{"text":{},"label":"yes"}')).toEqual([['text', 'text is an object, got "{}"']]);
    expect(told('{"text":"a","label":{"value":"yes"}}')).toEqual([
      ['label', 'is an object, got "{\\"value\\":\\"yes\\"}"; take a part of it, such as label.value'],
    ]);
    // Of what may be absent, too: it was given, and would be lost without a word.
    expect(told('{"text":"a","label":"yes","flag":{"on":true},"id":{"n":1},"of":{"x":{"y":1}}}')).toEqual([
      ['flag', 'flag is an object, got "{\\"on\\":true}"; take a part of it, such as flag.on'],
      ['id', 'is an object, got "{\\"n\\":1}"; take a part of it, such as id.n'],
      ['of', 'is an object, got "{\\"x.y\\":1}"; take a part of it, such as of.x.y'],
    ]);
    expect(told('{"text":null,"label":"yes"}')).toEqual([['text', 'text is required']]);
    expect(told('{"text":"a","label":"yes","flag":null,"flag.on":true}')).toEqual({ text: 'a' });
  });

  it.each([
    ['{"text":"x","text":"y"}', 'has "text" twice'],
    ['{"text":"x","te\\u0078t":"x"}', 'has "text" twice'],
    ['{"input":{"text":"x","text":"y"}}', 'has "text" twice'],
    ['{"input":{"text":"x"},"input.text":"y"}', 'has "input.text" twice'],
  ])('refuses a row of JSON of which two values are one: %s', (line, problem) => {
    expect(rowsOf(`{"text":"a"}\n${line}\n`, new LinesReader())).toEqual([
      { number: 1, row: { text: 'a' } },
      { number: 2, problem },
    ]);
    expect(rowsOf(`[{"text":"a"},${line}]`, new JsonReader())[1]).toEqual({ number: 2, problem });
    const sample = readSample(`{"text":"a"}\n${line}\n`, { isWhole: true });
    expect(sample).toMatchObject({ sample: { notes: [`1 of them are left out: line 2 ${problem}.`] } });
  });

  it('says which zone it takes times in that name none, and takes them in another one', () => {
    const dated = inputSchemaSchema.parse({
      fields: [
        { name: 'text', type: 'text' },
        { name: 't', type: 'date-time' },
      ],
    });
    const cells = [
      ['2024-01-02', '2024-01-02T00:00:00.000Z', '2024-01-01T18:30:00.000Z'],
      ['2024-01-02 03:04', '2024-01-02T03:04:00.000Z', '2024-01-01T21:34:00.000Z'],
      // As exactly as it is written: no digit of a second is cut off.
      ['2024-01-02 03:04:05.123456', '2024-01-02T03:04:05.123456Z', '2024-01-02T03:04:05.123456+05:30'],
      ['2024-01-02T03:04:05.123456+02:00', '2024-01-02T03:04:05.123456+02:00', '2024-01-02T03:04:05.123456+02:00'],
      ['2024-01-02 03:04:05.1234 UTC', '2024-01-02T03:04:05.1234Z', '2024-01-02T03:04:05.1234Z'],
    ] as const;
    const rows = cells.map(([t]) => ({ text: 'a', t, label: 'yes', labelled_at: '2024-01-02 03:04' }));
    const columns = ['text', 't', 'label', 'labelled_at'];
    const mapping = proposeMapping({ columns, rows, inputSchema: dated, outputSchema: yesNo });
    expect(mapping.reading.columns).toMatchObject({ t: { zone: 'Z' }, labelled_at: { zone: 'Z' } });
    expect(zoneNotes(mapping.reading.columns, rows)).toEqual([
      'Times in t that name no time zone are taken as UTC, such as 2024-01-02; say so if they are not.',
      'Times in labelled_at that name no time zone are taken as UTC, such as 2024-01-02 03:04; say so if they are not.',
    ]);
    const read = (by: ImportMapping) =>
      rows.map((row) => {
        const settings = { purpose: 'training' as const, mapping: by };
        const one = importRow(row, { settings, inputSchema: dated, outputSchema: yesNo, now });
        return one.ok ? [one.row.input['t'], one.row.at] : one.errors;
      });
    expect(read(mapping)).toEqual(cells.map(([, utc]) => [utc, '2024-01-02T03:04:00.000Z']));
    const zone = '+05:30';
    const said = { ...mapping, reading: { columns: { t: { zone }, labelled_at: { zone } } } } as const;
    expect(zoneNotes(said.reading.columns, rows)).toEqual([]);
    expect(read(said)).toEqual(cells.map(([, , india]) => [india, '2024-01-01T21:34:00.000Z']));
    const zoned = [{ text: 'a', t: '2024-01-02T03:04Z', label: 'yes', labelled_at: 1704164645 }];
    const clear = proposeMapping({ columns, rows: zoned, inputSchema: dated, outputSchema: yesNo });
    expect(zoneNotes(clear.reading.columns, zoned)).toEqual([]);
  });

  it('counts NA as nothing only where no value could be meant, and says which cell counted', () => {
    const file =
      'id,text,country,zone,amount,label\r\n1,Windhoek,NA,EU,1,yes\r\n2,NA,EU,NA,NA,N/A\r\n4,null,EU,,2,no\r\n5,a,,,3,NA\r\n';
    expect(imported(file)).toEqual([
      { text: 'Windhoek', country: 'NA', zone: 'EU', amount: 1, label: 'yes' },
      { text: 'NA', country: 'EU', label: 'N/A' },
      { text: 'null', country: 'EU', amount: 2, label: 'no' },
      'is empty ("NA" counts as empty); each row needs a label',
    ]);
  });

  it('loses at most its line to a stray quotation mark', () => {
    expect(imported('text,label\nfirst row,yes\n5" pipe,no\nlast row,yes\n')).toEqual([
      { text: 'first row', label: 'yes' },
      { text: '5" pipe', label: 'no' },
      { text: 'last row', label: 'yes' },
    ]);
    expect(imported('text,label\nfirst,yes\n"5 inch,no\nnext,no\n"6 inch" wide,no\n"a, ""b""\nc",yes\n')).toEqual([
      { text: 'first', label: 'yes' },
      expect.stringContaining('at "5 inch,no'),
      { text: 'next', label: 'no' },
      expect.stringContaining('at "6 inch" wide'),
      { text: 'a, "b"\nc', label: 'yes' },
    ]);
  });

  it('takes every kind of line end, mixed as they are', () => {
    expect(goodOf(table('text,label\r\ncrlf 1,yes\r\nlf 1,no\ncr 1,no\rlf 2,no\n'))).toEqual([
      { text: 'crlf 1', label: 'yes' },
      { text: 'lf 1', label: 'no' },
      { text: 'cr 1', label: 'no' },
      { text: 'lf 2', label: 'no' },
    ]);
    expect(table('a,b\r\n1,x\r\n\r\n2,y\n').map(({ number }) => number)).toEqual([2, 4]);
  });

  it('takes the line in which a spreadsheet says the separator', () => {
    expect(table('\uFEFFsep=;\r\ntext;label\r\n"a;b";yes\r\n')).toEqual([
      { number: 3, row: { text: 'a;b', label: 'yes' } },
    ]);
  });
});

describe('several labels in a cell', () => {
  const schema = outputSchemaSchema.parse({
    kind: 'labels',
    labels: ['rent, heating', 'rent', 'heating', 'R;D', ' led', '-1', 'tax'].map((value) => ({ value })),
  });
  it.each<[unknown, unknown]>([
    ['rent, heating', ['rent, heating']],
    ['R;D', ['R;D']],
    ['rent; tax', ['rent', 'tax']],
    ['tax|rent', ['rent', 'tax']],
    ['["rent, heating","tax"]', ['rent, heating', 'tax']],
    [
      ['rent', 'heating'],
      ['rent', 'heating'],
    ],
    ['[]', []],
    ["'-1", ['-1']],
    [' led', [' led']],
    ['TAX', ['tax']],
  ])('%j', (cell, expected) =>
    expect(readAnswer(cell, schema, { values: {} })).toEqual({ kind: 'value', value: expected }),
  );

  it('is refused where it can be read in more than one way', () => {
    expect(readAnswer('rent, heating, tax', schema, { values: {} })).toEqual({
      kind: 'bad',
      detail: 'can be read in 2 ways, got "rent, heating, tax"; write its labels as a JSON list',
    });
    expect(readAnswer('rent, gas', schema, { values: {} }).kind).toBe('bad');
  });
});

it('a label is the one that is written, not one that only looks like it', () => {
  const schema = outputSchemaSchema.parse({
    kind: 'label',
    labels: ['Spam', 'spam', 'caf\u00e9', 'cafe\u0301', 'x'].map((value) => ({ value })),
  });
  const read = (cell: unknown) => readAnswer(cell, schema, { values: {} });
  for (const value of ['Spam', 'spam', 'caf\u00e9', 'cafe\u0301'])
    expect(read(value)).toEqual({ kind: 'value', value });
  expect(read('SPAM').kind).toBe('bad');
  expect(read('X')).toEqual({ kind: 'value', value: 'x' });
});

it('a time before the year 1, or after 9999, in UTC is none', () => {
  const schema = inputSchemaSchema.parse({ fields: [{ name: 'seen', type: 'date-time' }] });
  for (const seen of ['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+05:00', '9999-12-31T23:59:59-05:00'])
    expect(validateInput(schema, { seen })).toMatchObject({ ok: false });
  expect(validateInput(schema, { seen: '0001-01-01T00:00:00Z' }).ok).toBe(true);
});

describe('what JavaScript itself writes', () => {
  it('is read as the number that it was', () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const read = readNumber(String(value));
        const isWholeBeyond = !String(value).includes('e') && Math.abs(value) > Number.MAX_SAFE_INTEGER;
        expect(read.ok).toBe(!isWholeBeyond);
        if (read.ok) expect(read.value).toBe(Number(String(value)));
      }),
      { numRuns: 5000 },
    ));
});

describe('readNumber', () => {
  it.each(['0x1F', '1.234.567', '1_000', '1e999', 'Infinity', '12 apples', '1,2,3', '٣', '--1', '9007199254740993'])(
    'refuses %s',
    (cell) =>
      expect(readNumber(cell)).toMatchObject({ ok: false, detail: expect.stringContaining(`"${cell}"`) as string }),
  );
  it.each([
    ['-2.5e3', -2500],
    ["'-1", -1],
    [' 7 ', 7],
    ['1e3', 1000],
    ['\u22123', -3],
  ])('takes %s', (cell, value) => expect(readNumber(cell)).toEqual({ ok: true, value }));
  it.each([
    [['1.234.567', '2.000'], '1.234,5'],
    [['1.234,56', '1.234'], '1.234,5'],
    [['1 234', '12 345,5'], '1 234,5'],
    [['\u22121\u2009234', '12\u2009345,5'], '1 234,5'],
    [["1'234", "999'999.5"], "1'234.5"],
    [['1,234.5'], '1,234.5'],
    [['0,125'], '1.234,5'],
    [['1.234'], '1234.5'],
  ])('%j are written like %s', (cells, format) => expect(formatOfNumbers(cells, { isComma: true })).toBe(format));
});

describe('JSON', () => {
  const rows = [{ text: 'a]"', n: 1 }, { text: 'b' }];
  it.each([
    ['a list over lines', JSON.stringify(rows, null, 2)],
    ['an object that holds it', JSON.stringify({ count: 2, data: rows, next: { a: ['}'] } })],
    ['such an object over lines', JSON.stringify({ meta: [1], data: rows }, null, 2)],
    ['objects over lines', rows.map((row) => JSON.stringify(row, null, 2)).join('\n')],
  ])('is read as %s', (_what, text) => {
    expect(goodOf(rowsOf(text, new JsonReader()))).toEqual(rows);
    if (text.startsWith('{')) expect(isOneALine(text)).toBe(false);
  });
  it('is read as one object a line', () => {
    const text = `\uFEFF${rows.map((row) => JSON.stringify(row)).join('\r\n')}\r\nnot\n`;
    expect(isOneALine(text.slice(1))).toBe(true);
    expect(rowsOf(text, new LinesReader())).toEqual([
      ...rows.map((row, at) => ({ number: at + 1, row })),
      { number: 3, problem: 'is not valid JSON' },
    ]);
  });
  it('nested too deep is a row that is none, and a row’s own columns are its only ones', () => {
    const deep = `{"text":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    expect(rowsOf(deep, new LinesReader(), 100_000)).toEqual([{ number: 1, problem: 'is nested more than 100 deep' }]);
    const mapping: ImportMapping = {
      fields: { text: 'constructor' },
      label: 'l',
      values: {},
      reading: { columns: {} },
    };
    const read = importRow(
      { l: 'yes' },
      { settings: { purpose: 'training', mapping }, inputSchema, outputSchema: yesNo, now },
    );
    expect(read).toMatchObject({ ok: false, errors: [{ column: 'constructor', detail: 'text is required' }] });
  });
});

describe('the encoding of a text is seen from its bytes', () => {
  const seen = (bytes: readonly number[] | Uint8Array): EncodingSeen => {
    const one = new EncodingSeen();
    for (const byte of bytes) one.add(Uint8Array.of(byte));
    return one;
  };
  const latin1 = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));
  const utf8 = (text: string): number[] => latin1(unescape(encodeURIComponent(text)));
  const utf16 = (text: string): number[] =>
    [...text].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8]);
  it.each<[string, readonly number[], string | undefined]>([
    ['ASCII', latin1('a,b'), 'utf-8'],
    ['UTF-8', utf8('größe 🙂 שלום'), 'utf-8'],
    ['Latin-1', latin1('größe,1'), 'windows-1252'],
    ['UTF-16 with a mark', [0xff, 0xfe, ...utf16('a,b')], 'utf-16le'],
    ['UTF-16 without one', utf16('text,label\na,yes'), 'utf-16le'],
    ['UTF-16 the other way', [0, ...utf16('text,label')].slice(0, 20), 'utf-16be'],
    ['no text', [1, 0, 0, 2], undefined],
  ])('%s', (_what, bytes, expected) => expect(seen(bytes).encoding).toBe(expected));
  it('some of which may be damaged', () => {
    const one = seen([...utf8('größe größe'), 0xfc, ...latin1('x')]);
    expect([one.encoding, one.isDamaged]).toEqual(['utf-8', true]);
  });
});
