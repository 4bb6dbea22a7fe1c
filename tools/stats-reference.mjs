import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './install.mjs';

/** Writes docs/statistics.md from the docstrings of `shared/stats`; `--check` only compares, and wants a docstring for each. */
const OUTPUT = join(ROOT, 'docs', 'statistics.md');
const entry = join(ROOT, 'shared', 'stats', 'index.ts');
const { config } = ts.readConfigFile(join(ROOT, 'shared', 'tsconfig.json'), (path) => readFileSync(path, 'utf8'));
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'shared'));
const program = ts.createProgram([entry], { ...options, noEmit: true });
const checker = program.getTypeChecker();
const exported = checker
  .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)))
  .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
const documented = exported.filter(({ valueDeclaration }) => valueDeclaration !== undefined).map(entryOf);
const missing = documented.filter(({ text }) => text === '').map(({ name }) => name);
if (missing.length > 0) fail(`no docstring: ${missing.join(', ')}`);

const page = render();
if (!process.argv.includes('--check')) writeFileSync(OUTPUT, page);
else if (!existsSync(OUTPUT) || readFileSync(OUTPUT, 'utf8') !== page)
  fail('docs/statistics.md is stale: run node tools/stats-reference.mjs');

function entryOf(symbol) {
  const declaration = symbol.valueDeclaration;
  return {
    name: symbol.name,
    file: basename(declaration.getSourceFile().fileName, '.ts'),
    signatures: signaturesOf(symbol, declaration),
    text: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
    tags: symbol.getJsDocTags(checker).map(({ name, text }) => ({ name, text: ts.displayPartsToString(text) })),
  };
}

function signaturesOf(symbol, declaration) {
  const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteArrowStyleSignature;
  const line = (name, signature) => `${name}${checker.signatureToString(signature, declaration, flags)}`;
  const own = type.getCallSignatures().map((signature) => line(symbol.name, signature));
  if (own.length > 0 || ts.isClassDeclaration(declaration)) return own;
  // The compiler numbers those that have a symbol for a name, differently with every type that is added anywhere.
  const named = type.getProperties().filter(({ name }) => !name.startsWith('__@'));
  return named.flatMap((property) =>
    checker
      .getTypeOfSymbolAtLocation(property, declaration)
      .getCallSignatures()
      .map((signature) => line(`${symbol.name}.${property.name}`, signature)),
  );
}

function render() {
  const files = groupBy(documented);
  const sections = [...files]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([file, entries]) =>
      [`## ${file}`, ...entries.sort((a, b) => a.name.localeCompare(b.name)).map(section)].join('\n\n'),
    );
  return `${[
    '# Statistics: reference',
    'Written by `node tools/stats-reference.mjs` from the docstrings of `shared/stats`; do not edit.',
    'Every function takes one object of named arguments and returns plain JSON. A wrong argument is a `RangeError` that names it. Import from `@handrail/shared/stats`.',
    ...sections,
  ].join('\n\n')}\n`;
}

function section({ name, signatures, text, tags }) {
  const parts = [`### ${name}`];
  if (signatures.length > 0) parts.push(['```ts', ...signatures.map(pretty), '```'].join('\n'));
  parts.push(text);
  for (const tag of tags) parts.push(tagged(tag));
  return parts.filter((part) => part !== '').join('\n\n');
}

function tagged({ name, text }) {
  const [first, ...sources] = text.split(/\n(?=Source: )/);
  const title = { throws: 'Throws: ', see: 'See ' }[name] ?? `${name}: `;
  return [`${title}${first}`, ...sources].join('\n\n');
}

function pretty(signature) {
  return signature.replaceAll('readonly ', '');
}

function groupBy(entries) {
  const groups = new Map();
  for (const one of entries) groups.set(one.file, [...(groups.get(one.file) ?? []), one]);
  return groups;
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
