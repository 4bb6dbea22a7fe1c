import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, isAbstractType, parse } from 'graphql';
import { ROOT } from './install.mjs';

/**
 * Writes the web application's types from schema.graphql and its .graphql files, and each document as a module of its own,
 * so that a page loads only what it asks with; `--check` only compares.
 */
const FOLDER = join(ROOT, 'web', 'lib', 'generated');
const NOTE = '// Written by tools/codegen.mjs; do not edit.\n';
const DOCUMENT = /^export const (\w+)Document = \{"kind":"Document".* as unknown as DocumentNode<(\w+), (\w+)>;$/;
/** Each operation brings its fragments with it. */
const FRAGMENT = /^export const \w+FragmentDoc = /;
const files = documentsBelow(join(ROOT, 'web'));
const config = {
  useTypeImports: true,
  nonOptionalTypename: true,
  enumsAsTypes: true,
  scalars: { DateTime: 'string', JSON: 'unknown', ID: 'string' },
  dedupeFragments: true,
  strictScalars: true,
};
const schema = buildSchema(readFileSync(join(ROOT, 'schema.graphql'), 'utf8'));
const documents = files.map((location) => ({ location, document: parse(readFileSync(location, 'utf8')) }));
const parts = [];
for (const { plugin } of [operations, typedDocuments])
  parts.push(await plugin(schema, documents, config, { outputFile: join(FOLDER, 'graphql.ts') }));
const lines = parts
  .flatMap((part) => [...(part.prepend ?? []), part.content ?? part])
  .flatMap((text) => text.split('\n'));
const written = write(lines);
if (process.argv.includes('--check')) {
  const isStale =
    existing().join() !== [...written.keys()].sort().join() ||
    [...written].some(([name, text]) => readFileSync(join(FOLDER, name), 'utf8') !== text);
  if (isStale) {
    process.stderr.write('web/lib/generated is stale: run npm run codegen -w @handrail/web\n');
    process.exit(1);
  }
} else {
  rmSync(FOLDER, { recursive: true, force: true });
  for (const [name, text] of written) {
    mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
    writeFileSync(join(FOLDER, name), text);
  }
}

/** By file name: the types, the documents, and the one door to all of them. */
function write(all) {
  const found = all.filter((line) => DOCUMENT.test(line));
  const types = all.filter((line) => ![DOCUMENT, FRAGMENT, /^import /].some((other) => other.test(line)));
  const modules = found.map((line) => [`documents/${fileNameOf(line)}.ts`, documentOf(line)]);
  const doors = ['types', 'possible-types', ...modules.map(([name]) => name.replace('.ts', ''))];
  return new Map([
    ['types.ts', `${NOTE}${types.join('\n').trim()}\n`],
    ['possible-types.ts', `${NOTE}${possibleTypes()}\n`],
    ...modules,
    ['graphql.ts', `${NOTE}${doors.map((name) => `export * from './${name}';\n`).join('')}`],
  ]);
}

function documentOf(line) {
  const [, , data, variables] = DOCUMENT.exec(line);
  const node = "import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';\n";
  return `${NOTE}${node}import type { ${[data, variables].sort().join(', ')} } from '../types';\n\n${line}\n`;
}

/** "ClaimReviewsDocument" is in claim-reviews.ts. */
function fileNameOf(line) {
  const [, name] = DOCUMENT.exec(line);
  return name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function existing() {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}

/** The members of each union and interface: without them the cache takes nothing of a fragment on one. */
function possibleTypes() {
  const members = Object.values(schema.getTypeMap())
    .filter((type) => isAbstractType(type) && !type.name.startsWith('__'))
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]);
  return `export const POSSIBLE_TYPES: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(members), null, 2)};`;
}

function documentsBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.name.endsWith('.graphql') && !`${entry.parentPath}/`.includes('/node_modules/'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
