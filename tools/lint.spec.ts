import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { afterAll, describe, expect, it } from 'vitest';

/** A rule that cannot fail is a defect: each is broken once here and must be reported. */
const ROOT = join(import.meta.dirname, '..');
const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: (IForbiddenRuleType & { name: string })[];
};

/** An import that each rule forbids: from the first file to the second. */
const PLANTED: Readonly<Record<string, readonly [string, string]>> = {
  'no-ring': ['server/decisions/a.ts', 'server/decisions/b.ts'],
  'collector-on-demand': ['server/decisions/a.ts', '@opentelemetry/api'],
  'collector-by-import-call': ['server/decisions/a.ts', 'server/platform/tracing/otlp.ts'],
  'shared-is-pure': ['shared/ladder/a.ts', 'server/decisions/index.ts'],
  'shared-without-node': ['shared/ladder/a.ts', 'node:fs'],
  'migrations-stand-alone': ['migrations/a.ts', 'shared/ladder/index.ts'],
  'doors-only': ['server/reviews/a.ts', 'server/decisions/gather.ts'],
  'order-platform': ['server/platform/a.ts', 'server/identity/index.ts'],
  'order-identity': ['server/identity/a.ts', 'server/projects/index.ts'],
  'order-projects': ['server/projects/a.ts', 'server/deciders/index.ts'],
  'order-deciders': ['server/deciders/a.ts', 'server/decisions/index.ts'],
  'order-decisions': ['server/decisions/a.ts', 'server/reviews/index.ts'],
  'order-reviews': ['server/reviews/a.ts', 'server/rollouts/index.ts'],
  'order-rollouts': ['server/rollouts/a.ts', 'server/datasets/index.ts'],
  'order-datasets': ['server/datasets/a.ts', 'server/monitoring/index.ts'],
  'order-monitoring': ['server/monitoring/a.ts', 'server/webhooks/index.ts'],
  'order-alarms': ['server/alarms/a.ts', 'server/risks/index.ts'],
  'order-risks': ['server/risks/a.ts', 'server/webhooks/index.ts'],
  'order-webhooks': ['server/webhooks/a.ts', 'server/demo/index.ts'],
  'web-ui-knows-nothing': ['web/ui/a.ts', 'web/lib/b.ts'],
  'web-lib-is-below': ['web/lib/a.ts', 'web/app/b.ts'],
  'web-features-apart': ['web/review/a.ts', 'web/ladder/b.ts'],
  'web-without-server': ['web/review/a.ts', 'server/decisions/index.ts'],
  'product-without-tests': ['server/decisions/a.ts', 'test/support/b.ts'],
};

describe('import boundaries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-lint-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (tree: string, path: string, text: string): void => {
    mkdirSync(join(tree, dirname(path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };

  it('each rule has its planted violation', () => {
    // Nothing stands to the right of the demo, so nothing can break its place in the order.
    const names = forbidden.map(({ name }) => name).filter((name) => name !== 'order-demo');
    expect(Object.keys(PLANTED).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(PLANTED))('%s reports what it forbids', async (rule, [from, to]) => {
    const tree = join(folder, rule);
    const back = rule === 'no-ring' ? `export * from './a.js';\n` : `export const b = 1;\n`;
    write(tree, from, `export * from '${rule === 'no-ring' ? './b.js' : specifierOf(from, to)}';\n`);
    if (!isPackage(to)) write(tree, to, back);
    const { output } = await cruise(['.'], {
      baseDir: tree,
      validate: true,
      ruleSet: { forbidden },
      tsPreCompilationDeps: true,
    });
    const { violations } = (output as ICruiseResult).summary;
    expect(violations.map((violation) => violation.rule.name)).toContain(rule);
  });

  function isPackage(to: string): boolean {
    return /^(node:|@)/.test(to);
  }

  function specifierOf(from: string, to: string): string {
    if (isPackage(to)) return to;
    return `${'../'.repeat(from.split('/').length - 1)}${to.replace(/\.ts$/, '.js')}`;
  }
});

/** Code that each rule forbids, and the file of ours that it stands in. */
const CODE: readonly (readonly [rule: string, file: string, code: string])[] = [
  ['@typescript-eslint/no-explicit-any', 'server/decisions/gather.ts', 'export const a: any = 1;'],
  ['@typescript-eslint/no-non-null-assertion', 'server/decisions/gather.ts', 'export const f = (a?: string) => a!;'],
  ['@typescript-eslint/no-floating-promises', 'server/decisions/gather.ts', 'Promise.resolve(1);'],
  [
    '@typescript-eslint/no-misused-promises',
    'server/decisions/gather.ts',
    '[1].forEach(async () => Promise.resolve());',
  ],
  ['@typescript-eslint/no-unused-vars', 'server/decisions/gather.ts', 'const unused = 1;'],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'server/decisions/gather.ts',
    "export const f = (a: 'x' | 'y') => { switch (a) { case 'x': return 1; } return 2; };",
  ],
  ['no-restricted-globals', 'shared/ladder/level.ts', 'export const t = performance;'],
  ['no-restricted-properties', 'shared/ladder/level.ts', 'export const t = Date.now();'],
  ['no-restricted-properties', 'shared/ladder/level.ts', 'export const t = Math.random();'],
  ['no-restricted-syntax', 'shared/ladder/level.ts', 'export const t = new Date();'],
  ['no-restricted-syntax', 'server/decisions/gather.ts', 'export default 1;'],
  [
    'no-restricted-syntax',
    'server/decisions/gather.ts',
    'export function f(a: number, b: number, c: number, d: number) { return a + b + c + d; }',
  ],
  [
    'no-restricted-syntax',
    'server/decisions/gather.ts',
    "import type { Readable, Writable } from 'node:stream';\nexport const f = (a: Readable, b: Writable) => a.pipe(b);",
  ],
  [
    'no-restricted-syntax',
    'server/decisions/decisions.controller.ts',
    "import type { Readable, Writable } from 'node:stream';\nexport const f = (a: Readable, b: Writable) => a.pipe(b);",
  ],
  [
    'no-restricted-syntax',
    'server/decisions/gather.ts',
    "import { createReadStream } from 'node:fs';\nexport const f = (send: (a: unknown) => void) => send(createReadStream('a'));",
  ],
  ['eqeqeq', 'server/decisions/gather.ts', 'export const f = (a: unknown) => a == 1;'],
  ['no-console', 'server/decisions/gather.ts', "console.log('x');"],
  [
    'max-depth',
    'server/decisions/gather.ts',
    'export function f(a: number) { if (a) { if (a > 1) { if (a > 2) { if (a > 3) return 1; } } } return 2; }',
  ],
  [
    'complexity',
    'server/decisions/gather.ts',
    `export function f(a: number) { ${Array.from({ length: 13 }, (_, i) => `if (a === ${i}) return ${i};`).join(' ')} return -1; }`,
  ],
  ['max-lines', 'server/decisions/gather.ts', 'export const a = 1;\n'.repeat(1) + '\n'.repeat(401)],
  ['max-lines-per-function', 'server/decisions/gather.ts', `export function f() {\n${'f();\n'.repeat(61)}}`],
  [
    '@typescript-eslint/no-restricted-imports',
    'web/app/home-page.tsx',
    "import { NumberInput } from '@mantine/core';\nexport const Field = NumberInput;",
  ],
  [
    'react-hooks/rules-of-hooks',
    'web/app/home-page.tsx',
    "import { useState } from 'react';\nexport function F({ a }: { a: boolean }) { if (a) useState(1); return null; }",
  ],
  ...[
    'try { f(); } catch {}',
    'try { f(); } catch { /* it may */ }',
    'try { f(); } catch (error) {}',
    'const g = () => { try { f(); } catch { return 1; } return 2; };',
    'const g = () => { try { f(); } catch (error) { return 1; } return 2; };',
    'void work().catch(() => undefined);',
    'void work().catch(() => {});',
    'void work().catch(() => null);',
    'void work().catch(() => []);',
    'void work().catch(() => ({}));',
    'void work().catch(() => false);',
    'void work().catch((_error: unknown) => undefined);',
    'void work().catch(function () { return; });',
    'void work().catch(nothing);',
    'void work().catch(noop);',
    'void work().catch(() => f());',
    'void work().then(f, () => undefined);',
    'void work().then(f, nothing);',
    "events.on('error', () => undefined);",
    "events.once('error', () => {});",
    'pipeline(from, to, () => undefined);',
  ].map((code) => ['local/no-swallowed-failure', 'server/decisions/gather.ts', declared(code)] as const),
  ['local/no-swallowed-failure', 'shared/ladder/level.ts', declared('void work().catch(() => undefined);')],
  ['local/no-swallowed-failure', 'web/app/home-page.tsx', declared('void work().catch(() => undefined);')],
  ['local/no-swallowed-failure', 'tools/serve.mjs', 'export const f = (work) => work().catch(() => undefined);'],
  [
    'local/user-text-is-drawn-so',
    'web/app/home-page.tsx',
    'export const F = ({ file }: { file: { fileName: string } }) => <p>Of {file.fileName}</p>;',
  ],
  [
    'local/user-text-is-drawn-so',
    'web/app/home-page.tsx',
    'export const F = ({ note }: { note: string }) => <>{note}</>;',
  ],
  ...[
    'export const F = ({ a }: { a: { owner: string } }) => <p>{a.owner || "nobody"}</p>;',
    'export const F = ({ a }: { a?: { sentence: string } }) => <p>{a?.sentence ?? "none"}</p>;',
    'export const F = ({ name }: { name: string }) => <p>{`of ${name}`}</p>;',
    'export const F = ({ name }: { name: string }) => <p title={`of ${name}`} />;',
    'export const F = ({ rule }: { rule: { name: string } }) => <p aria-label={`“${rule.name}” in use`} />;',
    'export const f = (name: string) => ({ message: `${name} is in force.` });',
    'export const f = (title: string | null, name: string) => ({ label: `the answer is ${title ?? name}` });',
    'export const F = ({ of }: { of: string }) => <Button>Ask <UserText text={of} /> again</Button>;',
  ].map((code) => ['local/user-text-is-drawn-so', 'web/app/home-page.tsx', code] as const),
  ...[
    'export function F() { const [run] = useMutation(D); return () => void run(); }',
    'export function F() { const [run, { loading }] = useMutation(D); return [loading, () => void run()]; }',
    'export function F() { const [run, state] = useMutation(D); return [state.loading, () => void run()]; }',
    'export function F() { const [run] = useMutation(D); return async () => { await run(); }; }',
  ].map(
    (code) =>
      [
        'local/mutation-shows-its-error',
        'web/app/home-page.tsx',
        `declare function useMutation(d: unknown): [() => Promise<void>, { loading: boolean; error?: Error }];\ndeclare const D: unknown;\n${code}`,
      ] as const,
  ),
  ...[
    'export function F() { const { data } = useQuery(D); return data; }',
    'export function F() { const read = useQuery(D); return read.data; }',
    'export function F() { const read = useQuery(D); const { data } = read; return data; }',
  ].map(
    (code) =>
      [
        'local/query-shows-its-error',
        'web/app/home-page.tsx',
        `declare function useQuery(d: unknown): { data: number; error?: Error };\ndeclare const D: unknown;\n${code}`,
      ] as const,
  ),
  ...['void work();', 'work();', 'void work().then(f);'].map(
    (code) => ['@typescript-eslint/no-floating-promises', 'server/decisions/gather.ts', declared(code)] as const,
  ),
  ...[
    'setInterval(() => f(), 1000);',
    'export async function g() { while (true) await new Promise((wake) => setTimeout(wake, 5)); }',
  ].map((code) => ['local/no-timer-of-its-own', 'server/decisions/gather.ts', declared(code)] as const),
];

/** What the house's own rules let pass. */
const LET_PASS: readonly (readonly [rule: string, file: string, code: string])[] = [
  ...[
    'try { f(); } catch (error) { f(error); }',
    'try { f(); } catch { throw new Error("in words"); }',
    'const g = () => { try { f(); } catch { /* It is none. */ return 1; } return 2; };',
    'void work().catch((error: unknown) => f(error));',
    '// The next one asks anew.\nvoid work().catch(() => f());',
    'void work().then(f, (error: unknown) => f(error));',
  ].map((code) => ['local/no-swallowed-failure', 'server/decisions/gather.ts', declared(code)] as const),
  ...[
    'export function F() { const [run, { error }] = useMutation(D); return [error, () => void run()]; }',
    'export function F() { const [run, state] = useMutation(D); return [state.error, () => void run()]; }',
    'export function F() { const [run] = useMutation(D, { onError: D }); return () => void run(); }',
    'export function F() { const [run] = useMutation(D); return async () => { try { await run(); } catch (error) { return error; } return 1; }; }',
  ].map(
    (code) =>
      [
        'local/mutation-shows-its-error',
        'web/app/home-page.tsx',
        `declare function useMutation(...d: unknown[]): [() => Promise<void>, { loading: boolean; error?: Error }];\ndeclare const D: unknown;\n${code}`,
      ] as const,
  ),
  ...[
    'export function F() { const { data, error } = useQuery(D); return [data, error]; }',
    'export function F() { const read = useQuery(D); return [read.data, read.error]; }',
    'export function F() { const read = useQuery(D); const { data, error } = read; return [data, error]; }',
    'export function F() { const read = useQuery(D); return shown(read); }',
  ].map(
    (code) =>
      [
        'local/query-shows-its-error',
        'web/app/home-page.tsx',
        `declare function useQuery(d: unknown): { data: number; error?: Error };\ndeclare const D: unknown;\ndeclare function shown(given: unknown): void;\n${code}`,
      ] as const,
  ),
  ...['work().catch((error: unknown) => f(error));', 'work().then(f, (error: unknown) => f(error));'].map(
    (code) => ['@typescript-eslint/no-floating-promises', 'server/decisions/gather.ts', declared(code)] as const,
  ),
  [
    'local/no-timer-of-its-own',
    'server/decisions/gather.ts',
    declared('// Not background work: a clock.\nsetInterval(() => f(), 1000);'),
  ],
];

/** With what the lines need declared. */
function declared(code: string): string {
  const names = ['f', 'noop'].map((name) => `declare function ${name}(...given: unknown[]): number;`);
  const events = `declare const events: { on(name: string, heard: () => void): void; once(name: string, heard: () => void): void };`;
  const streams = 'declare const from: never, to: never; declare function pipeline(...given: unknown[]): void;';
  return [
    ...names,
    'declare function work(): Promise<number>;',
    'const nothing = (): void => undefined;',
    events,
    streams,
    `nothing(); void [events, from, to, pipeline];`,
    code,
  ].join('\n');
}

describe('lint', () => {
  const eslint = new ESLint({ cwd: ROOT });
  it.each(CODE)('%s reports what it forbids in %s', async (rule, file, code) => {
    const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
  });

  it.each(LET_PASS)('%s lets pass in %s: %#', async (rule, file, code) => {
    const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
    expect(result?.messages.map(({ ruleId }) => ruleId)).not.toContain(rule);
  });

  it('a file name that is not kebab-case is reported', async () => {
    const plain = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });
    const [result] = await plain.lintText('export const a = 1;', { filePath: join(ROOT, 'server', 'NotKebab.ts') });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('check-file/filename-naming-convention');
  });
});
