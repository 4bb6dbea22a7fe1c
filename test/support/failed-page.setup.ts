import { afterEach } from 'vitest';
import { describePages } from './open-pages.js';

/** What a failed test of the browser waited for did not come: what stood there instead is told with it. */
afterEach(async ({ task }) => {
  const [error] = task.result?.errors ?? [];
  if (error === undefined) return;
  const pages = await describePages();
  if (pages !== '') error.message += `\n${pages}`;
});
