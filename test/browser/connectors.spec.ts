import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { ModelServer } from '../support/model-server.js';
import { axeViolations, choose, openPage, overflowOf, signInAt } from '../support/page.js';
import { createWorld, type World } from '../support/world.js';

const SECRET = 'never-shown-again';
const CASE = '{"text": "a free lunch", "amount": 3}';

let world: World;
let model: ModelServer;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  model = await ModelServer.start();
  world = await createWorld({ HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' });
  browser = await launchBrowser();
  page = await signInAt(
    await openPage(browser, { reducedMotion: 'reduce' }),
    `${world.handrail.url}/p/mail/deciders/new`,
    'scientist@t.example',
  );
  await page.getByLabel('Address').fill(model.url);
  await page.getByText('A case that I type').click();
  await page.getByLabel('Case', { exact: true }).fill(CASE);
});
afterAll(async () => {
  await browser?.close();
  await model?.stop();
  await world?.handrail.stop();
});

const field = (label: string): Locator => page.getByLabel(label, { exact: true });
const panel = (): Locator => page.getByRole('region', { name: 'Test connection' });
const test = (): Promise<void> => panel().getByRole('button', { name: 'Test', exact: true }).click();

/** Tests the form as it stands: the request went to this path, and the answer was made this. Gives what was sent. */
async function isAnswered(path: string, { confidence = 'confidence 0.90' }: { confidence?: string | null } = {}) {
  const before = model.seen.length;
  await test();
  await panel().getByText(`POST ${model.url}${path}`).waitFor();
  await panel().getByText('Answer: HTTP 200, application/json').waitFor();
  await panel().getByText('spam', { exact: true }).waitFor();
  if (confidence === null) await panel().getByText('no confidence', { exact: true }).waitFor();
  else await panel().getByRole('img', { name: confidence }).waitFor();
  expect(await page.getByText('That was before your last change.').count()).toBe(0);
  const seen = model.seen.slice(before).find((one) => one.path === path);
  return { body: seen?.body, headers: seen?.headers };
}

/** Tests the form as it stands: no answer, for this reason. */
async function isNoAnswer(why: string): Promise<void> {
  await test();
  await panel().getByRole('alert').getByText(why).waitFor();
}

/** The field says what is wrong with it, and still holds what was typed. */
async function isWrong(label: string, why: string, typed: string): Promise<void> {
  const wrong = page.locator('[aria-invalid=true]').and(page.getByLabel(label, { exact: true }));
  await wrong.waitFor();
  expect(await wrong.inputValue()).toBe(typed);
  const ids = ((await wrong.getAttribute('aria-describedby')) ?? '').split(' ').map((id) => `[id="${id}"]`);
  await page.locator(ids.join(',')).getByText(why).waitFor();
}

const register = (name = 'Register it'): Promise<void> => page.getByRole('button', { name, exact: true }).click();

describe('the form of each protocol, on a server that speaks it', () => {
  it('Open Inference Protocol v2', async () => {
    await choose(page, 'Protocol', 'Open Inference Protocol v2 (KServe, Triton, Seldon, MLServer)');
    await field('Model').fill('m');
    await field('Found at (output)').fill('probabilities');
    await page.getByLabel('Content type').first().fill('str');
    await page.getByLabel('When missing').last().fill('7');
    const { body } = await isAnswered('/v2/models/m/infer');
    await panel().getByText('HTTP 200', { exact: true }).waitFor();
    expect(body).toMatchObject({
      inputs: [
        { name: 'text', datatype: 'BYTES', shape: [1, 1], parameters: { content_type: 'str' }, data: ['a free lunch'] },
        { name: 'amount', datatype: 'FP32', shape: [1, 1], data: [3] },
      ],
    });
    await field('Case').fill('{"text": "a free lunch"}');
    expect((await isAnswered('/v2/models/m/infer')).body).toMatchObject({ inputs: [{}, { data: [7] }] });
    await field('Case').fill(CASE);
    await page.getByRole('button', { name: 'Remove tensor 2' }).click();
    await isNoAnswer('HTTP 400: unexpected shape or datatype for input');
    await page.getByRole('button', { name: 'Another tensor' }).click();
    await page.getByLabel('When missing').last().fill('seven');
    expect(await panel().getByRole('button', { name: 'Test', exact: true }).isDisabled()).toBe(true);
    await register();
    await page.getByText('inputs › 1 › missing: is not a number').waitFor();
    expect(await page.getByLabel('When missing').last().inputValue()).toBe('seven');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  });

  it('KServe v1', async () => {
    await choose(page, 'Protocol', 'KServe v1, TensorFlow Serving');
    expect(await field('Address').inputValue()).toBe(model.url);
    await isWrong('Model', 'is needed', '');
    await field('Model').fill('m');
    await choose(page, 'The output is', 'The answer itself');
    await field('Answer at (pointer)').fill('/label');
    await field('Confidence at (pointer)').fill('/probability');
    await page.getByRole('button', { name: 'Choose the columns' }).click();
    await page.getByRole('textbox', { name: 'Column 2' }).fill('money');
    await page.getByLabel('When missing').last().fill('0');
    await field('Case').fill('{"text": "a free lunch"}');
    const { body } = await isAnswered('/v1/models/m:predict');
    expect(body).toEqual({ instances: [{ text: 'a free lunch', money: 0 }] });
    await field('Case').fill(CASE);
    await field('Confidence at (pointer)').fill('/sureness');
    await isNoAnswer('The confidence is nothing, not a number');
    expect(await field('Confidence at (pointer)').inputValue()).toBe('/sureness');
  });

  it('MLflow', async () => {
    await choose(page, 'Protocol', 'MLflow scoring server');
    await choose(page, 'Format', 'dataframe_records');
    await field('Params').fill('{"threshold": 0.5');
    await page.getByRole('button', { name: 'Register it' }).click();
    await isWrong('Params', 'is not JSON yet', '{"threshold": 0.5');
    await field('Params').fill('{"threshold": 0.5}');
    const { body } = await isAnswered('/invocations');
    expect(body).toEqual({ dataframe_records: [{ text: 'a free lunch', amount: 3 }], params: { threshold: 0.5 } });
    await field('Params').fill('[1]');
    await isWrong('Params', 'is not an object', '[1]');
    await field('Params').fill('');
    await choose(page, 'The output is', 'One probability');
    await field('Found at (pointer)').fill('/7');
    await isNoAnswer('It gave no');
  });

  it('chat completions', async () => {
    await choose(page, 'Protocol', 'Chat completions (OpenAI-compatible)');
    await field('Model').fill('gpt');
    await field('The case').fill('{{input.text}}');
    await choose(page, 'Most tokens go as', 'max_completion_tokens');
    await field('Likeliest tokens asked for').fill('5');
    const { body } = await isAnswered('/v1/chat/completions');
    expect(body).toMatchObject({
      max_completion_tokens: 200,
      top_logprobs: 5,
      messages: [{}, { content: 'a free lunch' }],
    });
    await field('Likeliest tokens asked for').fill('21');
    await isWrong('Likeliest tokens asked for', 'is at most 20', '21');
    await field('Likeliest tokens asked for').fill('');
    await field('Path').fill('/ugly/html');
    await isNoAnswer('The answer is not JSON');
  });

  it('text classification', async () => {
    await choose(page, 'Protocol', 'Text classification (Hugging Face)');
    await field('Path').fill('/hf');
    await field('Their name of “spam”').fill('LABEL_1');
    await field('Their name of “ham”').fill('LABEL_1');
    await isWrong('Their name of “spam”', 'stands for another label too', 'LABEL_1');
    await field('Their name of “ham”').fill('LABEL_0');
    const { body } = await isAnswered('/hf');
    expect(body).toMatchObject({ inputs: 'a free lunch' });
    await field('Their name of “spam”').fill('');
    await isNoAnswer('must be one of "spam", "ham", got "LABEL_1"');
  });

  it('any JSON, with a secret that is never shown again, headers, and a model card', async () => {
    await choose(page, 'Protocol', 'Any JSON, mapped');
    await field('Path').fill('/score');
    await field('Body').fill('{"content": "{{input.text}}"}');
    await field('Answer (JSONata)').fill('result.verdict');
    await field('Confidence (JSONata)').fill('result.sure');
    await field('Scores (JSONata)').fill('classes');
    await choose(page, 'Authentication', 'A header of its own');
    await field('Header').fill('X-Secret');
    await isWrong('Value', 'is needed for this authentication', '');
    await field('Value').fill(SECRET);
    await page.getByRole('button', { name: 'Further headers' }).click();
    await page.getByRole('button', { name: 'Another header' }).click();
    await field('Header 1').fill('Authorization');
    await isWrong('Header 1', 'is a secret: give it as the authentication', 'Authorization');
    await field('Header 1').fill('X-Tenant');
    await field('Value of header 1').fill('Zürich');
    await isWrong('Value of header 1', 'visible ASCII characters only', 'Zürich');
    await field('Value of header 1').fill('north');
    const { headers } = await isAnswered('/score');
    expect([headers?.['x-secret'], headers?.['x-tenant']]).toEqual([SECRET, 'north']);
    await panel().getByText('x-tenant: north').waitFor();
    await panel().getByText('x-secret: ••••••').waitFor();
    // Only the server can tell.
    await field('Answer (JSONata)').fill('result.(');
    await test();
    await isWrong('Answer (JSONata)', 'is not JSONata', 'result.(');
    await field('Answer (JSONata)').fill('result.verdict');
    await page.getByRole('button', { name: 'Model card: what is known of it' }).click();
    await field('Trained on').fill('Mails of 2025');
    await field('Further, as JSON').fill('{"licence": "MIT"}');
    expect(await axeViolations(page)).toEqual([]);
    await register();
    await isWrong('Name', 'letters, digits', '');
    await field('Name').fill('far');
    await register();
    await page.getByRole('heading', { name: 'far@1' }).waitFor();
    await page.getByRole('row', { name: 'Trained on Mails of 2025' }).waitFor();
    await page.getByText('"licence": "MIT"').waitFor();
    await page.getByText('It has a secret').waitFor();
    expect(await page.content()).not.toContain(SECRET);
  });

  it('begins the next version where the last one ended, but for its secret', async () => {
    await page.getByRole('link', { name: 'Another version' }).click();
    await page.getByText('The secret of the last version is not shown').waitFor();
    expect(await field('Value').inputValue()).toBe('');
    expect(await field('Trained on').inputValue()).toBe('Mails of 2025');
    await page.getByRole('button', { name: 'Further headers' }).click();
    expect(await field('Value of header 1').inputValue()).toBe('north');
    await register('Register version 2');
    await isWrong('Value', 'is needed for this authentication', '');
    await field('Value').fill(SECRET);
    await field('Trained on').fill('Mails of 2026');
    await page.setViewportSize({ width: 390, height: 844 });
    expect([await axeViolations(page), await overflowOf(page)]).toEqual([[], 0]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await register('Register version 2');
    await page.getByRole('heading', { name: 'far@2' }).waitFor();
    await page.getByRole('row', { name: 'Trained on Mails of 2026' }).waitFor();
    await test();
    await panel().getByText('no case yet').waitFor();
    await page.getByText('A case that I type').click();
    await test();
    await panel().getByText('x-secret: ••••••').waitFor();
    expect(model.seen.at(-1)?.headers['x-secret']).toBe(SECRET);
    expect(await page.content()).not.toContain(SECRET);
  });

  it('a previous system needs no confidence, a model does', async () => {
    await page.goto(`${world.handrail.url}/p/mail/deciders/new`);
    await field('Name').fill('old-rules');
    await field('Address').fill(model.url);
    await field('Path').fill('/score');
    await field('Body').fill('{"content": "{{input.text}}"}');
    await field('Answer (JSONata)').fill('result.verdict');
    await field('Confidence (JSONata)').fill('');
    await page.getByText('A case that I type').click();
    await field('Case').fill(CASE);
    await isNoAnswer('It gave no confidence');
    await page.getByRole('radio', { name: 'A previous system, without one' }).check();
    await page.getByText('That was before your last change.').waitFor();
    await isAnswered('/score', { confidence: null });
    await field('Path').fill('/ugly/two-labels');
    await field('Answer (JSONata)').fill('value');
    await isNoAnswer('must be one of "spam", "ham", got a list');
    await field('Path').fill('/score');
    await field('Answer (JSONata)').fill('result.verdict');
    await register();
    await page.getByRole('heading', { name: 'old-rules@1' }).waitFor();
    await page.getByText('Previous system', { exact: true }).first().waitFor();
  });
});
