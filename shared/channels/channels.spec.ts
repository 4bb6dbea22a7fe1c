import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelMessage } from '../contracts/index.js';
import { mailOf, retryAfterMs, retryDelayMs, slackMessageOf, TRIES } from './index.js';

const project = { id: 'p', slug: 'mail', name: 'Mail' };
const alarm = (title: string): ChannelMessage => ({
  type: 'alarm.opened',
  timestamp: '2026-11-25T12:00:00.000Z',
  data: {
    alarm: {
      id: 'a',
      title,
      phase: 'FIRING',
      since: '2026-11-25T11:50:00.000Z',
      by: 'Handrail',
      signals: [
        { rule: title, metric: 'm', part: '', sentence: 'Error rate is 60 %.', since: '2026-11-25T11:50:00.000Z' },
      ],
      causes: [{ kind: 'POLICY', title: 'Policy 2', at: '2026-11-25T11:45:00.000Z' }],
      path: '/p/mail/alarms?alarm=a',
      picture: '<svg/>',
    },
    project,
  },
});

describe('retryDelayMs', () => {
  it('grows fourfold up to a day, a fifth more or less, and over all tries spans two to three days', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), chance, (tries, drawn) => {
        const middle = Math.min(24 * 3_600_000, 5000 * 4 ** (tries - 1));
        const delay = retryDelayMs(tries, drawn);
        expect(delay).toBeGreaterThanOrEqual(Math.floor(0.8 * middle));
        expect(delay).toBeLessThanOrEqual(Math.ceil(1.2 * middle));
      }),
    );
    const all = Array.from({ length: TRIES - 1 }, (_, at) => retryDelayMs(at + 1, 0.5)).reduce((sum, one) => sum + one);
    expect(all / 86_400_000).toBeGreaterThan(2);
    expect(all / 86_400_000).toBeLessThan(3);
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-25T12:00:00Z');
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['999999999', 86_400_000],
    ['Wed, 25 Nov 2026 12:01:00 GMT', 60_000],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5 apples', undefined],
    [undefined, undefined],
  ])('%s is %s', (given, expected) => {
    expect(retryAfterMs(given, now)).toBe(expected);
  });
});

describe('words', () => {
  it('of an alarm say what, since when, why and where', () => {
    const { subject, text, picture } = mailOf(alarm('Requests fail'), 'https://h.example');
    expect(subject).toBe('Handrail: Alarm: Requests fail (Mail)');
    expect(text).toContain('Error rate is 60 %. Since 2026-11-25 11:50 UTC.');
    expect(text).toContain('Likeliest cause: Policy 2, 2026-11-25 11:45 UTC.');
    expect(text).toContain('https://h.example/p/mail/alarms?alarm=a');
    expect(picture).toBe('<svg/>');
    expect(mailOf(alarm('x'), null).text).toContain('In Handrail: /p/mail/alarms?alarm=a');
  });

  it('make no header, no call and no link, whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3500 }), (title) => {
        expect(mailOf(alarm(title), null).subject).not.toMatch(/[\r\n\0]/);
        const { text, blocks } = slackMessageOf(alarm(title), null);
        for (const said of [text, ...blocks.map((block) => block.text.text)]) expect(said).not.toMatch(/[<>]/);
        expect(blocks[0]?.text.text.length).toBeLessThanOrEqual(3000);
      }),
      { numRuns: 30 },
    );
  });
});
