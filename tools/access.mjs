import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../server/dist/app.module.js';
import { loadConfig } from '../server/dist/platform/config/index.js';
import { createLog } from '../server/dist/platform/logging/index.js';
import { accessPage, operationsOf } from './access-table.mjs';
import { ROOT } from './install.mjs';

/** Writes docs/access.md, who may do what, from the built code; `--check` only compares. Starts and connects nothing. */
const OUTPUT = join(ROOT, 'docs', 'access.md');
const module = AppModule.of({
  config: loadConfig({}, ROOT),
  databaseUrl: 'postgres://nobody@localhost/nothing',
  secret: 'not needed to read rules',
  log: createLog('silent'),
});
const app = await NestFactory.createApplicationContext(module, { preview: true, logger: ['error', 'fatal'] });
const page = accessPage(operationsOf(app));
if (!process.argv.includes('--check')) {
  writeFileSync(OUTPUT, page);
} else if (readFileSync(OUTPUT, 'utf8') !== page) {
  process.stderr.write('docs/access.md is not what the code states. Run: npm run build && node tools/access.mjs\n');
  process.exit(1);
}
process.exit(0);
