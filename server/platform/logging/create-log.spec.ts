import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog } from './index.js';

/** What a log writes. */
function written(redactedFields: readonly string[], write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const to = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  write(createLog('info', redactedFields, to));
  return text;
}

it('fields of an input that are redacted are never written, whatever their names', () => {
  const input = { text: 'free entry', 'Full name': 'Ada', 'a"b': 'quoted', amount: 3 };
  const line = written(['text', 'Full name', 'a"b', 'absent'], (log) => log.info({ input }, 'request'));
  expect((JSON.parse(line) as { input: unknown }).input).toEqual({
    text: '[redacted]',
    'Full name': '[redacted]',
    'a"b': '[redacted]',
    amount: 3,
  });
});
