import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const source = {
  resolve: { conditions: ['handrail-source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['handrail-source', 'node', 'import', 'default'] } },
};

export default defineConfig({
  test: {
    // Some of a test of the system is waiting, for a process or a page: two at once also on two cores, more only wait for them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        ...source,
        test: {
          name: 'unit',
          include: ['shared/**/*.spec.ts', 'server/**/*.spec.ts', 'tools/**/*.spec.ts', 'web/**/*.spec.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'system',
          include: ['test/{api,browser,faults}/**/*.spec.ts'],
          globalSetup: ['test/support/database.setup.ts'],
          setupFiles: ['test/support/rest-check.setup.ts', 'test/support/failed-page.setup.ts'],
          // The built server runs as Node runs it, so that it shares its libraries' modules.
          server: { deps: { external: [/\/(server|shared|migrations)\/dist\//] } },
          // A file makes its own world; the server's modules are read and warmed up once a worker.
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
