import { HTTP_PROTOCOLS } from '@handrail/shared/deciders';
import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  emptyRules,
  errorsOf,
  inDraft,
  onProtocol,
  startOf,
  valueAt,
  withValue,
  type VersionDraft,
} from './version-draft';

const schemas = {
  inputSchema: inputSchemaSchema.parse({
    fields: [
      { name: 'text', type: 'text' },
      { name: 'amount', type: 'number' },
    ],
  }),
  outputSchema: outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'a' }, { value: 'b' }] }),
};

function draftOf(http: VersionDraft['http']): VersionDraft {
  const nothing = { credential: '', modelCard: {}, unfinished: {} };
  return { connector: 'HTTP', http, rules: emptyRules(schemas), ...nothing };
}

describe('a draft', () => {
  it.each(HTTP_PROTOCOLS)('of %s needs an address, a model where there are several, and nothing else', (protocol) => {
    let http = withValue(startOf(protocol, schemas), ['baseUrl'], 'https://models.example');
    if (valueAt(http, ['model']) === '') http = withValue(http, ['model'], 'm');
    const draft = draftOf(http);
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

  it('says why a header cannot be sent, and what was typed but is no value yet', () => {
    const http = { ...startOf('json', schemas), baseUrl: 'https://models.example', headers: { Cookie: 'a=b' } };
    const draft = { ...draftOf(http), unfinished: { '/body': 'is not JSON yet' } };
    expect(errorsOf(draft, schemas)).toEqual([
      { pointer: '/body', detail: 'is not JSON yet' },
      { pointer: '/headers/Cookie', detail: 'is a secret: give it as the authentication' },
    ]);
  });

  it('takes its address, headers and limits to another protocol, and nothing else', () => {
    const http = { ...startOf('json', schemas), baseUrl: 'https://a', headers: { 'X-A': '1' }, retries: 3, path: '/x' };
    const draft = { ...draftOf(http), unfinished: { '/body': 'is not JSON yet', '/headers': 'has X-A twice' } };
    expect(onProtocol(draft, startOf('mlflow', schemas))).toEqual({
      http: { ...startOf('mlflow', schemas), baseUrl: 'https://a', headers: { 'X-A': '1' }, retries: 3 },
      unfinished: { '/headers': 'has X-A twice' },
    });
  });

  it('knows the server’s pointers', () => {
    const detail = 'is wrong';
    const pointers = [
      '/config/mapping/value',
      '/version/config/path',
      '/secrets/credential',
      '/modelCard/a',
      '/config',
    ];
    expect(inDraft(pointers.map((pointer) => ({ pointer, detail }))).map(({ pointer }) => pointer)).toEqual([
      '/mapping/value',
      '/path',
      '/credential',
      '/modelCard/a',
      '/config',
    ]);
  });
});
