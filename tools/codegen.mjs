import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, isAbstractType, parse } from 'graphql';
import { ROOT } from './install.mjs';

/** Writes the web application's typed documents from schema.graphql and web's .graphql files; `--check` only compares. */
const OUTPUT = join(ROOT, 'web', 'lib', 'generated', 'graphql.ts');
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
  parts.push(await plugin(schema, documents, config, { outputFile: OUTPUT }));
const lines = [...new Set(parts.flatMap((part) => part.prepend ?? [])), ...parts.map((part) => part.content ?? part)];
const source = `${lines.join('\n')}\n${possibleTypes()}\n`;
const text = `// Written by tools/codegen.mjs; do not edit.\n${source}`;
if (process.argv.includes('--check')) {
  if (!existsSync(OUTPUT) || readFileSync(OUTPUT, 'utf8') !== text) {
    process.stderr.write('web/lib/generated/graphql.ts is stale: run npm run codegen -w @handrail/web\n');
    process.exit(1);
  }
} else writeFileSync(OUTPUT, text);

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
