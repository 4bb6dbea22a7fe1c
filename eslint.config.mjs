import js from '@eslint/js';
import checkFile from 'eslint-plugin-check-file';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { local } from './tools/lint-rules.mjs';

/** What the compiler does not say. Each rule is planted once in tools/lint.spec.ts: one that cannot fail is a defect. */
const PURE = 'shared is pure: take it as an argument.';
const clockAndChance = {
  'no-restricted-globals': [
    'error',
    ...['performance', 'crypto', 'setTimeout', 'setInterval', 'fetch', 'process'].map((name) => ({
      name,
      message: PURE,
    })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: PURE },
    { object: 'Math', property: 'random', message: PURE },
  ],
};
const onlyNamedExports = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: one thing has one name.',
};
const fewParameters = [
  'FunctionDeclaration[params.length>3]',
  'ArrowFunctionExpression[params.length>3]',
  "MethodDefinition[kind!='constructor'] > FunctionExpression[params.length>3]",
].map((selector) => ({ selector, message: 'At most three parameters, then one object.' }));
const fewDependencies = {
  selector: "MethodDefinition[kind='constructor'] > FunctionExpression[params.length>7]",
  message: 'A class that needs more than seven others does more than one thing.',
};
const noClockOfItsOwn = { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: PURE };
const joined = [
  {
    selector: 'CallExpression[callee.property.name="pipe"]',
    message: 'Join streams with pipeline: pipe leaves a failure of either unheard, and the process ends.',
  },
  {
    selector:
      'CallExpression[callee.name=/^create(Read|Write)Stream$/]:not(ForOfStatement > *):not(YieldExpression > *):not(TSAsExpression > *):not(VariableDeclarator > *):not(CallExpression[callee.name="pipeline"] > *):not(ReturnStatement > *)',
    message: 'A stream goes into pipeline or for await where it is made: until then nobody hears of its failure.',
  },
];
const syntax = (...more) => ({
  'no-restricted-syntax': ['error', onlyNamedExports, ...fewParameters, fewDependencies, ...more],
});

/** An answer of Fastify can be awaited, and its methods give it back; that is no promise that fails. */
const ANSWERS = [{ from: 'package', package: 'fastify', name: 'FastifyReply' }];

export default tseslint.config(
  {
    ignores: ['**/dist/**', '**/node_modules/**', 'web/lib/generated/**', '.nx/**', '.handrail/**', 'vitest.config.ts'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [js.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'check-file': checkFile, local },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      'check-file/filename-naming-convention': [
        'error',
        { '!(migrations)/**/*.{ts,tsx}': 'KEBAB_CASE' },
        { ignoreMiddleExtensions: true },
      ],
      'check-file/folder-naming-convention': [
        'error',
        { '{shared,server,web,migrations,test,tools}/**/': 'KEBAB_CASE' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      complexity: ['error', { max: 12, variant: 'modified' }],
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      ...syntax(),
    },
  },
  { files: ['shared/**/*.ts'], ignores: ['**/*.spec.ts'], rules: { ...clockAndChance, ...syntax(noClockOfItsOwn) } },
  { files: ['server/**/*.ts'], ignores: ['**/*.spec.ts'], rules: syntax(...joined) },
  {
    files: ['server/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    // Whoever does not wait for work says who hears of its failure; `void` would say that nobody does.
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false, allowForKnownSafePromises: ANSWERS }],
    },
  },
  {
    files: ['{server,shared,web,migrations}/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts', '**/*.support.ts'],
    rules: { 'local/no-swallowed-failure': 'error' },
  },
  {
    files: ['tools/*.mjs'],
    plugins: { local },
    rules: { 'local/no-swallowed-failure': 'error' },
  },
  {
    files: ['server/**/*.ts'],
    ignores: ['**/*.spec.ts', 'server/platform/background/**'],
    rules: { 'local/no-timer-of-its-own': 'error' },
  },
  // What a framework hands over by decorators comes one by one.
  {
    files: ['server/**/*.{resolver,controller}.ts'],
    rules: { 'no-restricted-syntax': ['error', onlyNamedExports, fewDependencies, ...joined] },
  },
  // Published constants stand as they are printed.
  { files: ['shared/stats/**/*.ts'], rules: { 'no-loss-of-precision': 'off' } },
  {
    files: ['web/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      'local/mutation-shows-its-error': 'error',
      'local/query-shows-its-error': 'error',
      'local/user-text-is-drawn-so': 'error',
      'max-lines-per-function': ['error', { max: 200 }],
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@mantine/core',
              importNames: ['NumberInput'],
              message: 'It drops signs that are typed (1e3 becomes 13): take NumberField of web/ui.',
            },
          ],
        },
      ],
    },
  },
  // A condition in markup is a branch to the counter, but reads as a list.
  { files: ['web/**/*.tsx'], rules: { complexity: ['error', { max: 24, variant: 'modified' }] } },
  {
    files: ['**/*.spec.ts', '**/*.support.ts', 'test/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 600 }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', onlyNamedExports],
      // Matchers such as expect.any are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['web/vite.config.ts', 'test/support/database.setup.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
