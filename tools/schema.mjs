import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { startHandrail } from '../server/dist/main.js';
import { ROOT } from './install.mjs';

/** Writes schema.graphql from the code's own schema: `node tools/schema.mjs` after a build. */
const folder = mkdtempSync(join(tmpdir(), 'handrail-schema-'));
chmodSync(folder, 0o755);
const running = await startHandrail({ PORT: '0', HANDRAIL_DATA_DIR: folder, HANDRAIL_DEMO: 'off' }, ROOT);
try {
  writeFileSync(join(ROOT, 'schema.graphql'), `${printSchema(running.app.get(GraphQLSchemaHost).schema)}\n`);
} finally {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
