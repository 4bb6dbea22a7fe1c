/** Every answer of REST that a test gets through `fetch` must be as /openapi.json has it; the first that is not fails the test. */
const given = globalThis as typeof globalThis & { unchecked?: typeof fetch };
// Files of one worker share it: the check of the file before is not asked again.
const ask = (given.unchecked ??= globalThis.fetch);
globalThis.fetch = async (input, init) => {
  const answer = await ask(input, init);
  const { pathname: path } = new URL(answer.url);
  // Servers of models and the like have such addresses too; only Handrail says what its pages may load.
  if (!path.startsWith('/v1/') || !answer.headers.has('content-security-policy')) return answer;
  const type = answer.headers.get('content-type') ?? '';
  const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
  const isJson = /^application\/(problem\+)?json\b/.test(type) && method !== 'HEAD';
  const body: unknown = isJson ? JSON.parse(await answer.clone().text()) : undefined;
  // Loaded by the first that needs it: many files never ask REST.
  const { whyUndescribed } = await import('./openapi.js');
  const problem = whyUndescribed({ method, path, status: answer.status, type, body });
  if (problem !== undefined) throw new Error(`${method} ${path} ${problem}`);
  return answer;
};
export {};
