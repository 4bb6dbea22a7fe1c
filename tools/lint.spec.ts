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
const CODE: readonly [rule: string, file: string, code: string][] = [
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
];

describe('lint', () => {
  const eslint = new ESLint({ cwd: ROOT });
  it.each(CODE)('%s reports what it forbids in %s', async (rule, file, code) => {
    const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
  });

  it('a file name that is not kebab-case is reported', async () => {
    const plain = new ESLint({ cwd: ROOT, overrideConfig: [tseslint.configs.disableTypeChecked] });
    const [result] = await plain.lintText('export const a = 1;', { filePath: join(ROOT, 'server', 'NotKebab.ts') });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('check-file/filename-naming-convention');
  });
});
