import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainRoute } from './explain-route.js';
import { LEVELS } from './level.js';
import type { RoutePrediction } from './machine-answer.js';
import { defaultPolicy, type Policy } from './policy.js';
import { isSameRoute, replayRoute } from './replay-route.js';
import { route } from './route.js';

const BASE = defaultPolicy({
  salt: 'salt',
  outputSchema: { kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] },
});
const policy = (given: Partial<Policy>): Policy => ({ ...BASE, auditRate: 0, ...given });
const PARTIAL = policy({ level: 'PARTIAL_AUTOMATION', version: 12 });
const CASE = { key: 'k' };
const says = (confidence: number, more: Partial<RoutePrediction> = {}): RoutePrediction => ({
  model: 'filter@3',
  kind: 'model',
  value: 'spam',
  confidence,
  ...more,
});
const explained = (under: Policy, ...predictions: RoutePrediction[]): string => {
  const [first] = predictions;
  const predicted = first ? { value: first.value, confidence: first.confidence ?? null } : null;
  return explainRoute(route(under, CASE, predictions), predicted);
};

describe('explainRoute', () => {
  it.each([
    [
      'a machine that is sure',
      PARTIAL,
      [says(0.937)],
      'Decided by filter@3: 0.93 is at least 0.90, the threshold for spam under policy 12. Not drawn for an audit (0 % are).',
    ],
    [
      'one that is not, cut and not rounded',
      PARTIAL,
      [says(0.897)],
      'Sent to a person: 0.89 is below 0.90, the threshold for spam under policy 12.',
    ],
    [
      'an audit',
      policy({ level: 'PARTIAL_AUTOMATION', version: 2, auditRate: 1 }),
      [says(0.95)],
      'Decided by filter@3: 0.95 is at least 0.90, the threshold for spam under policy 2. Drawn for a blind audit, as 100 % of such cases are.',
    ],
    [
      'a blind control',
      policy({ level: 'AI_ASSISTANCE', blindControlRate: 1 }),
      [says(0.5)],
      'Sent to a person without the suggestion, to measure how much the suggestion sways people: policy 1 does so with 100 % of such cases.',
    ],
    [
      'assistance',
      policy({ level: 'AI_ASSISTANCE', blindControlRate: 0 }),
      [says(0.5)],
      'Sent to a person with the suggestion in view, spam at 0.50: under policy 1 people decide every case.',
    ],
    [
      'people alone, whatever was said',
      policy({ level: 'HUMAN_ONLY' }),
      [says(0.5)],
      'Sent to a person: under policy 1 people decide every case.',
    ],
    [
      'full automation',
      policy({ level: 'FULL_AUTOMATION' }),
      [says(0.5)],
      'Decided by filter@3, spam at 0.50: under policy 1 the machine decides every case. Not drawn for an audit (0 % are).',
    ],
    [
      'a failure with a default',
      policy({ level: 'FULL_AUTOMATION', fallback: { kind: 'default', value: 'ham' } }),
      [],
      'The machine gave no usable answer (no model gave a prediction); under policy 1 the declared default decides, ham, then. Not drawn for an audit (0 % are).',
    ],
    [
      'the previous system',
      policy({ level: 'SHADOW', previousSystem: 'rules' }),
      [says(0.5), { model: 'rules', kind: 'system', value: 'ham' }],
      'Decided by the previous system (ham): under policy 1 the model only watches. Not drawn for an audit (0 % are).',
    ],
  ] as const)('says of %s why and with which numbers', (_name, under, predictions, sentence) => {
    expect(explained(under, ...predictions)).toBe(sentence);
  });
});

describe('replayRoute', () => {
  const stored = route(PARTIAL, CASE, [says(0.85)]);

  it('says what a lower threshold would change, and that the threshold does it', () => {
    const now = policy({ level: 'PARTIAL_AUTOMATION', version: 13, thresholds: { ...BASE.thresholds, global: 0.8 } });
    const replay = replayRoute({ stored, policy: now, caseFacts: CASE, predictions: [says(0.85)] });
    expect(replay.differences).toEqual([
      { what: 'Who decides', was: 'a person', wouldBe: 'filter@3' },
      { what: 'Answer', was: 'the person’s', wouldBe: 'spam' },
      { what: 'Review', was: 'low confidence, with the suggestion in view', wouldBe: 'none' },
      { what: 'Reason', was: 'low confidence', wouldBe: 'confident' },
    ]);
    expect(replay.causes).toEqual(['Threshold: 0.9 then, 0.8 now']);
    expect(replay.explanation).toMatch(/0\.85 is at least 0\.80, the threshold for spam under policy 13/);
  });

  it('takes what another machine said behind the answer, and says so where it never saw the case', () => {
    const now = policy({ level: 'PARTIAL_AUTOMATION', version: 13, incumbent: 'filter@4' });
    const behind = says(0.99, { model: 'filter@4', behind: true });
    const seen = replayRoute({ stored, policy: now, caseFacts: CASE, predictions: [says(0.85), behind] });
    expect(seen.route.decider).toMatchObject({ kind: 'model', name: 'filter@4' });
    expect(seen.causes).toContain('Machine on duty: whichever came with the case then, filter@4 now');
    const unseen = replayRoute({ stored, policy: now, caseFacts: CASE, predictions: [says(0.85)] });
    expect(unseen.explanation).toContain('filter@4 gave no prediction');
  });

  it('finds nothing to say under the policy that routed the case, whatever that was', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...LEVELS), part, part, part, fc.string(), (level, auditRate, global, sure, key) => {
        const same = policy({ level, auditRate, thresholds: { ...BASE.thresholds, global } });
        const predictions = [says(sure)];
        const once = route(same, { key }, predictions);
        const {
          differences,
          causes,
          route: again,
        } = replayRoute({
          stored: once,
          policy: same,
          caseFacts: { key },
          predictions,
        });
        expect({ differences, causes, isSame: isSameRoute(once, again) }).toEqual({
          differences: [],
          causes: [],
          isSame: true,
        });
      }),
    );
  });
});
