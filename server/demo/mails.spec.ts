import { inputSchemaSchema, validateInput } from '@handrail/shared/schema';
import { describe, expect, it } from 'vitest';
import { DEMO_PROJECT } from './demo-project.js';
import { PAST_MAILS, readMails, TRAINING_MAILS } from './mails.js';

describe('the demo’s mails', () => {
  const mails = readMails();

  it('all fit its own schema', () => {
    const schema = inputSchemaSchema.parse(DEMO_PROJECT.inputSchema);
    expect(mails.filter(({ input }) => !validateInput(schema, input).ok).map(({ key }) => key)).toEqual([]);
  });

  it('are as new to the machine at first as later, so that nothing changes while nothing changes', () => {
    const known = new Set(mails.slice(0, TRAINING_MAILS).map(({ input }) => input['fromDomain']));
    const newIn = (from: number, to: number): number => {
      const some = mails.slice(from, to);
      return some.filter(({ input }) => !known.has(input['fromDomain'])).length / some.length;
    };
    for (let from = PAST_MAILS; from < mails.length - 500; from += 500)
      expect(newIn(from, from + 500)).toBeLessThan(newIn(TRAINING_MAILS, PAST_MAILS) + 0.1);
    const hard = mails.flatMap(({ isHard }, index) => (isHard ? [index] : []));
    expect(hard[0]).toBeGreaterThanOrEqual(PAST_MAILS);
    expect(hard.filter((index) => index < PAST_MAILS + 400).length).toBeLessThan(40);
  });
});
