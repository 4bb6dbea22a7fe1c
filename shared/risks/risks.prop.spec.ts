import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEPLOYMENT_CASES } from '../projects/index.js';
import { FIELD_TYPES } from '../schema/index.js';
import { markRegister, riskSchema, startingRisks, WATCHABLE } from './index.js';

const id = fc.constantFrom(...WATCHABLE.map((one) => one.id));

describe('startingRisks', () => {
  it('gives each case and kinds of field risks that may be written as they are, each once', () => {
    const given = [fc.constantFrom(null, ...DEPLOYMENT_CASES), fc.array(fc.constantFrom(...FIELD_TYPES))] as const;
    fc.assert(
      fc.property(...given, (deploymentCase, types) => {
        const risks = startingRisks(deploymentCase, types);
        expect(new Set(risks.map(({ key }) => key)).size).toBe(risks.length);
        for (const { key: _key, ...content } of risks) expect(riskSchema.parse(content)).toMatchObject(content);
      }),
    );
  });

  it('adds something for each deployment case and for each kind of media', () => {
    const bare = startingRisks(null, []).length;
    for (const one of DEPLOYMENT_CASES) expect(startingRisks(one, []).length).toBeGreaterThan(bare);
    for (const type of ['text', 'number', 'category', 'image-url', 'audio-url'] as const)
      expect(startingRisks(null, [type]).length).toBeGreaterThan(bare);
  });
});

describe('markRegister', () => {
  const register = fc.record({
    risks: fc.uniqueArray(fc.record({ id: fc.uuid(), metrics: fc.uniqueArray(id, { maxLength: 4 }) }), {
      selector: (risk) => risk.id,
      maxLength: 8,
    }),
    retired: fc.uniqueArray(id).map((ids) => new Set(ids)),
  });

  it('marks a risk exactly when every metric that it names is retired, or it names none', () => {
    fc.assert(
      fc.property(register, ({ risks, retired }) => {
        const { unwatchedRisks } = markRegister({ metrics: WATCHABLE, risks, retired });
        for (const risk of risks)
          expect(unwatchedRisks.has(risk.id)).toBe(risk.metrics.every((metric) => retired.has(metric)));
      }),
    );
  });

  it('marks a metric exactly when it is in use and no risk names it', () => {
    fc.assert(
      fc.property(register, ({ risks, retired }) => {
        const { idleMetrics } = markRegister({ metrics: WATCHABLE, risks, retired });
        for (const one of WATCHABLE)
          expect(idleMetrics.has(one.id)).toBe(!retired.has(one.id) && !risks.some((r) => r.metrics.includes(one.id)));
      }),
    );
  });
});
