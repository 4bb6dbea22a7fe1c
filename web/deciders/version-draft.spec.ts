import { HTTP_PROTOCOLS } from '@handrail/shared/deciders';
import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { describe, expect, it } from 'vitest';
import { bodyOf, emptyRules, errorsOf, startOf, valueAt, withValue, type VersionDraft } from './version-draft';

const schemas = {
  inputSchema: inputSchemaSchema.parse({
    fields: [
      { name: 'text', type: 'text' },
      { name: 'amount', type: 'number' },
    ],
  }),
  outputSchema: outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'a' }, { value: 'b' }] }),
};

describe('a draft', () => {
  it.each(HTTP_PROTOCOLS)('of %s needs an address, a model where there are several, and nothing else', (protocol) => {
    let http = withValue(startOf(protocol, schemas), ['baseUrl'], 'https://models.example');
    if (valueAt(http, ['model']) === '') http = withValue(http, ['model'], 'm');
    const draft: VersionDraft = { connector: 'HTTP', http, rules: emptyRules(schemas), credential: '' };
    expect(errorsOf(draft, schemas)).toEqual([]);
    expect(bodyOf(draft)).toEqual({ connector: 'HTTP', config: http });
    const empty = { ...draft, http: startOf(protocol, schemas) };
    expect(errorsOf(empty, schemas).map(({ pointer }) => pointer)).toContain('/baseUrl');
    const guarded = { ...draft, http: withValue(http, ['auth'], { kind: 'bearer' }) };
    expect(errorsOf(guarded, schemas).map(({ pointer }) => pointer)).toEqual(['/credential']);
  });

  it('changes at one place only, in lists too, and forgets what is taken away', () => {
    const draft = { a: { b: [{ c: 1 }, { c: 2 }] }, d: 1 };
    expect(withValue(draft, ['a', 'b', 1, 'c'], 3)).toEqual({ a: { b: [{ c: 1 }, { c: 3 }] }, d: 1 });
    expect(withValue(draft, ['d'], undefined)).toEqual({ a: draft.a });
    expect(withValue(draft, ['x', 'y'], 1)).toEqual({ ...draft, x: { y: 1 } });
    expect(draft).toEqual({ a: { b: [{ c: 1 }, { c: 2 }] }, d: 1 });
  });
});
