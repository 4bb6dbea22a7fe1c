import { parseArgs } from 'node:util';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { AMOUNT, furnish, residentMb, TEXT, withServer } from './server.mjs';

/**
 * How fast labelled files come in, over HTTP from the first byte sent to the last row stored, and how much memory the
 * server takes for it: for a file, and for one of four times as many rows, which may not take more.
 */
const { values: given } = parseArgs({
  options: {
    rows: { type: 'string', default: '150000' },
    times: { type: 'string', default: '4' },
    formats: { type: 'string', default: 'jsonl,csv,label-studio,parquet' },
  },
});
const ROWS = Number(given.rows);
const SIZES = [ROWS, ROWS * Number(given.times)];
/** What one file may take beside what the server had; more rows may take no more. */
const MOST_GROWN = 100;
const PIECE_ROWS = 1000;
const MAPPING = { fields: { text: 'text', amount: 'amount' }, label: 'label', key: 'id' };

const FORMATS = {
  jsonl: (rows) => pieces(rows, '', (row) => `${JSON.stringify(row)}\n`, ''),
  csv: (rows) =>
    pieces(
      rows,
      'id,text,amount,label\r\n',
      ({ id, text, amount, label }) => `${id},"${text}",${amount},${label}\r\n`,
      '',
    ),
  'label-studio': (rows) => pieces(rows, '[', (row, at) => `${at === 0 ? '' : ','}${JSON.stringify(task(row))}`, ']'),
  // As pandas writes it: all rows are one group.
  parquet: (rows) => {
    const all = Array.from({ length: rows }, (_, at) => rowOf(at));
    const column = (name, type) => ({ name, type, data: all.map((row) => row[name]) });
    const columnData = [
      column('id', 'STRING'),
      column('text', 'STRING'),
      column('amount', 'DOUBLE'),
      column('label', 'STRING'),
    ];
    return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: rows }));
  },
};

await withServer(async ({ url, pid }) => {
  const { key } = await furnish(url, ['LABELS_WRITE'], [TEXT, AMOUNT]);
  const call = async (path, init = {}) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers };
    const answer = await fetch(`${url}/v1/projects/bench/imports${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  // The first one also pays for what every one needs.
  await bringIn(call, 'csv', 20_000);
  const table = [];
  for (const format of given.formats.split(','))
    for (const rows of SIZES) {
      table.push(await measured(call, { format, rows, pid }));
      console.info(JSON.stringify(table.at(-1)));
    }
  console.table(table);
});

async function measured(call, { format, rows, pid }) {
  const before = residentMb(pid);
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, residentMb(pid))), 50);
  const started = performance.now();
  const sent = await bringIn(call, format, rows);
  const took = performance.now() - started;
  clearInterval(watch);
  const grown = Math.round(most - before);
  return {
    format,
    rows,
    'MB sent': Math.round(sent / 1e6),
    'rows/s': Math.round(rows / (took / 1000)),
    'MB before': Math.round(before),
    'MB at most': Math.round(most),
    'MB grown': grown,
    target: `≤ ${MOST_GROWN} ${grown <= MOST_GROWN ? 'met' : 'MISSED'}`,
  };
}

/** Gives how many bytes it was. */
async function bringIn(call, format, rows) {
  const file = FORMATS[format](rows);
  const upload = await call('', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
    duplex: 'half',
  });
  const mapping = format === 'label-studio' ? { ...MAPPING, key: 'task_id' } : MAPPING;
  await call(`/${upload.id}/start`, { method: 'POST', body: JSON.stringify({ purpose: 'training', mapping }) });
  for (;;) {
    const view = await call(`/${upload.id}`);
    if (view.state === 'done' && view.rowsStored === rows) return view.bytes;
    if (view.state !== 'running') throw new Error(`${format}: ${JSON.stringify(view)}`);
    await new Promise((wake) => setTimeout(wake, 250));
  }
}

function pieces(rows, head, line, tail) {
  return ReadableStream.from(
    (async function* () {
      const encoder = new TextEncoder();
      yield encoder.encode(head);
      for (let at = 0; at < rows; at += PIECE_ROWS) {
        let text = '';
        for (let row = at; row < Math.min(rows, at + PIECE_ROWS); row += 1) text += line(rowOf(row), row);
        yield encoder.encode(text);
      }
      yield encoder.encode(tail);
    })(),
  );
}

function rowOf(at) {
  return {
    id: `row-${at}`,
    text: `Free entry in ${at} a weekly competition to win tickets, text to receive entry question; terms apply, ${(at * 2654435761) >>> 0}`,
    amount: at % 1000,
    label: at % 3 === 0 ? 'spam' : 'ham',
  };
}

function task({ id, text, amount, label }) {
  const result = [{ from_name: 'label', to_name: 'text', type: 'choices', value: { choices: [label] } }];
  return { id, data: { text, amount }, annotations: [{ id: 1, completed_by: 7, result }], predictions: [] };
}
