import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('../../../web', import.meta.url));

/** The operations that the web sends, by name, each with the fragments that it needs. */
export function webQueries() {
  const definitions = new Map();
  for (const folder of readdirSync(WEB, { withFileTypes: true })) {
    if (!folder.isDirectory() || ['dist', 'node_modules'].includes(folder.name)) continue;
    for (const file of readdirSync(join(WEB, folder.name)).filter((name) => name.endsWith('.graphql'))) {
      for (const text of readFileSync(join(WEB, folder.name, file), 'utf8').split(
        /^(?=query |mutation |fragment |subscription )/m,
      )) {
        const name = /^(?:query|fragment) (\w+)/.exec(text)?.[1];
        if (name) definitions.set(name, text);
      }
    }
  }
  return (name) => {
    const needed = new Set([name]);
    for (const one of needed) {
      const text = definitions.get(one);
      if (!text) throw new Error(`The web has no operation ${one} any more.`);
      for (const [, fragment] of text.matchAll(/\.\.\.(\w+)/g)) if (definitions.has(fragment)) needed.add(fragment);
    }
    return [...needed].map((one) => definitions.get(one)).join('\n');
  };
}
