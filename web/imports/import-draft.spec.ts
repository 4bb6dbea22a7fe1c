import { expect, it } from 'vitest';
import { draftOf, foreignWords, hintOf, settingsOf, withField, withPart, withReading, withWord } from './import-draft';

const proposal = { fields: { text: 'body' }, label: 'class', values: {}, reading: { columns: {} } };

it('takes what the server proposes, and says in words what is missing', () => {
  const draft = draftOf(proposal);
  expect(settingsOf(draft)).toEqual({
    settings: { purpose: 'training', mapping: proposal, onBadRow: 'keep-good', blind: true, again: false },
  });
  expect(settingsOf(withPart(draft, 'label', null))).toEqual({
    missing: ['The label’s column is needed: gold and training cases have a label'],
  });
  expect(settingsOf({ ...draft, purpose: 'past', system: 'rules' })).toEqual({
    missing: [
      'The system’s name is not name@version',
      'The previous system’s column is needed: what the previous system said',
    ],
  });
});

it('leaves a previous system out where the file is not its past', () => {
  const draft = draftOf({ ...proposal, prediction: 'said', confidence: 'score' });
  expect(settingsOf(draft)).not.toHaveProperty('settings.mapping.prediction');
  expect(settingsOf({ ...draft, purpose: 'past' })).toMatchObject({
    settings: { system: 'previous@1', mapping: { prediction: 'said', confidence: 'score' } },
  });
});

it('asks about words that are no label, once each, and keeps what was answered', () => {
  const draft = withWord(withField(draftOf(proposal), 'amount', 'price'), 'junk', 'spam');
  expect(draft.mapping).toMatchObject({ fields: { text: 'body', amount: 'price' }, values: { junk: 'spam' } });
  const rows = [{ class: 'SPAM' }, { class: 'junk' }, { class: 'fine' }, { class: 'fine' }, { class: null }];
  expect(foreignWords(rows, draft, ['spam', 'ham'])).toEqual(['junk', 'fine']);
  expect(withWord(draft, 'junk', null).mapping.values).toEqual({});
});

it('takes the answer’s column and the system’s name from where the project was made', () => {
  const draft = draftOf(proposal, {
    columns: ['body', 'verdict'],
    hint: hintOf({ label: 'verdict', system: 'old-rules@1' }),
  });
  expect([draft.mapping.label, draft.system]).toEqual(['verdict', 'old-rules@1']);
  const other = draftOf(proposal, { columns: ['body'], hint: hintOf({ label: 'verdict' }) });
  expect([other.mapping.label, other.system]).toEqual(['class', 'previous@1']);
});

it('reads a column as is said, and leaves the others', () => {
  const draft = withReading(withReading(draftOf(proposal), 'sum', { numbers: '1.234,5' }), 'sum', { missing: ['-'] });
  expect(draft.mapping.reading.columns).toEqual({ sum: { numbers: '1.234,5', missing: ['-'] } });
});
