import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { tone, wav } from '../support/wav.js';
import { claim, createWorld, moveTo, type World } from '../support/world.js';

const LONG = [
  'Customer complaint about delivery – damaged on arrival, replacement wanted by the customer within the legal period',
  'Customer complaint about delivery – damaged on arrival, refund wanted by the customer within the legal period',
  'not a complaint',
];
const URN = `urn:epc:id:sgtin:${'0614141.107346.'.repeat(12)}`;
const GUIDELINES = 'What to look for:\n\n| sign | answer |\n|---|---|\n| damaged | refund |\n';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
let world: World;
let browser: Browser;
let page: Page;
let key: string;
let projectId: string;
beforeAll(async () => {
  world = await createWorld();
  browser = await launchBrowser();
  const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
    {
      input: {
        slug: 'ugly',
        name: 'Ugly',
        guidelines: GUIDELINES,
        inputSchema: {
          fields: [
            { name: 'text', type: 'text', required: true },
            { name: 'sku', type: 'category', required: false },
            { name: 'photo', type: 'image-url', required: false },
          ],
        },
        outputSchema: { kind: 'label', labels: LONG.map((value) => ({ value })) },
      },
    },
  );
  projectId = createProject.id;
  for (const name of ['reviewer', 'other']) await setRoles(name, ['REVIEWER']);
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId, name: 'test', scopes: ['DECISIONS_WRITE'] } },
  );
  key = createApiKey.secret;
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});
beforeEach(async () => {
  await world.handrail.database.query(`update review set state = 'answered', closed_at = now() where state = 'open'`);
  page = await openPage(browser);
});
// A page that stays open goes on holding cases of its own, which no later page of the same person gets.
afterEach(() => page.context().close());

async function setRoles(name: string, roles: readonly string[], of = projectId): Promise<void> {
  await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId: of, email: `${name}@t.example`, roles },
  });
}
async function send(...inputs: Record<string, unknown>[]): Promise<void> {
  await sendWith([], ...inputs);
}
async function sendWith(predictions: readonly unknown[], ...inputs: Record<string, unknown>[]): Promise<void> {
  for (const input of inputs) {
    const answer = await fetch(`${world.handrail.url}/v1/projects/ugly/decisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input, ...(predictions.length > 0 && { predictions }) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
async function sendTo(of: { project: string; projectId: string }, input: Record<string, unknown>): Promise<void> {
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId: of.projectId, name: 'test', scopes: ['DECISIONS_WRITE'] } },
  );
  const answer = await fetch(`${world.handrail.url}/v1/projects/${of.project}/decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${createApiKey.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ input }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
async function reviewing(...texts: string[]): Promise<void> {
  await send(...texts.map((text) => ({ text })));
  await signInAt(page, `${world.handrail.url}/p/ugly/review`, 'reviewer@t.example');
  await page.getByText(texts[0] ?? '').waitFor();
}
const labels = async () =>
  (
    await world.handrail.database.query<{ value: unknown; note: string | null; text: string; lead: number | null }>(
      `select l.value, l.note, c.input->>'text' as text, l.lead_time_ms as lead from label l join intake_case c on c.id = l.case_id
        where l.project_id = $1 order by l.created_at, l.id`,
      [projectId],
    )
  ).rows;
const labelled = (text: string) =>
  until(`“${text}” is answered`, async () => (await labels()).find((label) => label.text === text));
const press = (key: string, code: string) =>
  page.evaluate(
    (init) =>
      void document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true })),
    { key, code },
  );

describe('a case of ugly values', () => {
  it.each([
    [1440, 900],
    [390, 844],
  ])(
    'at %i px: labels whole, nothing wider than the page, texts in their direction, signs in sight',
    async (width, height) => {
      await page.setViewportSize({ width, height });
      await send({ text: `שלום עולם (1) 2026. ABC! \u202Egnp.exe`, sku: URN });
      await signInAt(page, `${world.handrail.url}/p/ugly/review`, 'reviewer@t.example');
      await page.getByText('שלום עולם').waitFor();
      expect(await overflowOf(page)).toBe(0);
      const text = page.locator('.case-text').first();
      expect(await text.evaluate((node) => getComputedStyle(node).direction)).toBe('rtl');
      expect(await text.textContent()).toContain('U+202Egnp.exe');
      for (const label of LONG.slice(0, 2)) {
        const button = page.getByRole('button', { name: label });
        const cut = await button.evaluate((node) => {
          const inner = node.querySelector('.mantine-Button-label');
          return [node.scrollWidth - node.clientWidth, inner ? inner.scrollHeight - inner.clientHeight : 99];
        });
        expect(Math.max(...cut)).toBeLessThanOrEqual(1);
      }
      const box = await page.locator('.review').boundingBox();
      if (!box) throw new Error('no workbench');
      expect(Math.abs(box.x - (width - box.x - box.width))).toBeLessThanOrEqual(2);
      expect(await axeViolations(page)).toEqual([]);
    },
  );

  it('the guidelines stand beside it with their tables; the keys go on, and h closes them', async () => {
    await reviewing('looked up');
    await page.keyboard.press('h');
    await page.getByRole('cell', { name: 'damaged' }).waitFor();
    const [panel, text] = [
      await page.getByRole('complementary', { name: 'Guidelines and last answers' }).boundingBox(),
      await page.getByText('looked up').boundingBox(),
    ];
    expect(panel && text && panel.x >= text.x + text.width).toBe(true);
    await page.keyboard.press('h');
    await page.getByRole('cell', { name: 'damaged' }).waitFor({ state: 'detached' });
  });
});

describe('the keys', () => {
  it('work under Caps Lock and under a Cyrillic layout', async () => {
    await reviewing('by another layout');
    await press('ь', 'KeyM');
    await page.getByLabel('Note').waitFor();
    await page.keyboard.press('Escape');
    await press('S', 'KeyS');
    await page.getByLabel('Why skip? (optional)').waitFor();
  });

  it('lead back into a note that is open already, also one that a reload brought back', async () => {
    await reviewing('with a note');
    const note = page.getByLabel('Note');
    const isFocused = () => note.evaluate((field) => field === document.activeElement);
    await page.keyboard.press('m');
    await page.keyboard.type('draft');
    await page.keyboard.press('Escape');
    expect(await isFocused()).toBe(false);
    await page.keyboard.press('m');
    expect(await isFocused()).toBe(true);
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByText('with a note').waitFor();
    expect(await isFocused()).toBe(false);
    await page.keyboard.press('m');
    expect(await isFocused()).toBe(true);
    await page.keyboard.type(' 1');
    expect(await note.inputValue()).toBe('draft 1');
  });

  it('do not wait for the network: the next case is there at once, from its beginning, and what is typed belongs to it', async () => {
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('SubmitLabel')) await slow;
      await route.continue();
    });
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const long = (name: string): string => `${name}\n${'line\n'.repeat(120)}`;
    await reviewing(long('first'), long('second'), 'third');
    await page.evaluate(() => window.scrollTo(0, 2000));
    await page.keyboard.press('3');
    await page.getByText('second').waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.keyboard.press('1');
    await page.getByText('third').waitFor();
    await page.keyboard.press('m');
    await page.getByLabel('Note').fill('of the third');
    await page.keyboard.press('Escape');
    release();
    await page.keyboard.press('2');
    await labelled('third');
    const given = (await labels()).filter(({ text }) => /^(first|second|third)/.test(text));
    expect(given.map(({ text, value, note }) => [text.slice(0, 6).trim(), value, note])).toEqual([
      ['first', LONG[2], null],
      ['second', LONG[0], null],
      ['third', LONG[1], 'of the third'],
    ]);
  });

  it('while an answer is corrected there is nothing to skip, and the page says so', async () => {
    await reviewing('corrected', 'behind it');
    await page.keyboard.press('3');
    await page.getByText('behind it').waitFor();
    await page.keyboard.press('u');
    await page.getByText('You are correcting an answer of yours').waitFor();
    await page.keyboard.press('s');
    await page.getByText('cannot be skipped').waitFor();
    await page.keyboard.press('2');
    await until(
      'the answer is corrected',
      async () => (await labels()).filter((one) => one.text === 'corrected').length === 2,
    );
  });
});

describe('the connection', () => {
  it('that is lost is said at once; what is answered meanwhile goes out when it is back', async () => {
    await reviewing('before the tunnel', 'in the tunnel');
    await page.context().setOffline(true);
    await page.getByText('Not connected').waitFor();
    await page.keyboard.press('3');
    await page.getByText('in the tunnel').waitFor();
    await page.keyboard.press('2');
    await page.getByText('2 answers wait here').waitFor();
    await page.context().setOffline(false);
    await labelled('before the tunnel');
    expect((await labelled('in the tunnel')).value).toBe(LONG[1]);
    await page.getByText('Nothing waits for you').waitFor();
    expect(await page.getByText('Not connected').count()).toBe(0);
  });

  it('a page that is loaded anew has the case, the note and the undo of the session', async () => {
    await reviewing('answered before', 'half done');
    await page.keyboard.press('3');
    await page.getByText('half done').waitFor();
    await page.keyboard.press('m');
    await page.getByLabel('Note').fill('half a thought');
    await page.keyboard.press('Escape');
    await labelled('answered before');
    await page.reload();
    await page.getByText('half done').waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('half a thought');
    await page.keyboard.press('u');
    await page.getByText('You are correcting an answer of yours').waitFor();
    await page.getByText('answered before').waitFor();
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();
    const kept = await page.evaluate(() =>
      Object.keys(localStorage).filter((name) => name.startsWith('handrail.review')),
    );
    expect(kept).toEqual([]);
  });

  it('a page that is left gives back its cases at once', async () => {
    await reviewing('left behind');
    await page.goto('about:blank');
    const ugly = { ...world, projectId };
    const held = await until(
      'somebody else can have the case',
      async () => {
        const reviews = await claim(ugly, world.other);
        return reviews.length > 0 && reviews;
      },
      20,
    );
    expect(held.map(({ input }) => input?.['text'])).toEqual(['left behind']);
  });
});

it('a picture has its place and says that it is coming; no answer is timed before it is there', async () => {
  let arrive = (): void => undefined;
  const coming = new Promise<void>((resolve) => (arrive = resolve));
  await page.route('https://pictures.example/**', async (route) => {
    await coming;
    await route.fulfill({ contentType: 'image/png', body: Buffer.from(PIXEL, 'base64') });
  });
  const photo = 'https://pictures.example/a.png';
  await send({ text: 'with a picture', photo }, { text: 'answered unseen', photo: `${photo}?2` });
  await signInAt(page, `${world.handrail.url}/p/ugly/review`, 'reviewer@t.example');
  await page.getByText('with a picture').waitFor();
  await page.getByText('The picture is loading').waitFor();
  const place = await page.locator('.picture').boundingBox();
  expect(place?.height).toBeGreaterThanOrEqual(200);
  await page.keyboard.press('3');
  expect((await labelled('with a picture')).lead).toBeNull();
  arrive();
  await page.getByText('The picture is loading').waitFor({ state: 'detached' });
  await page.keyboard.press('3');
  await labelled('answered unseen');
});

it('a case whose picture never came is not timed', async () => {
  await page.route('https://pictures.example/**', (route) => route.fulfill({ status: 404 }));
  await send({ text: 'with a picture that is gone', photo: 'https://pictures.example/gone.png' });
  await signInAt(page, `${world.handrail.url}/p/ugly/review`, 'reviewer@t.example');
  await page.getByText('The picture cannot be loaded').waitFor();
  await page.keyboard.press('3');
  expect((await labelled('with a picture that is gone')).lead).toBeNull();
});

it('evidence that overlaps is drawn piece by piece, and told in words and numbers to keys and fingers', async () => {
  const ugly = { ...world, projectId };
  await moveTo(ugly, 'AI_ASSISTANCE', { auditRate: 0 }, 'ugly');
  const spans = [
    [5, 15, 0.8],
    [10, 25, 0.5],
    [12, 14, -0.9],
    [0, 60, 0.1],
  ] as const;
  const evidence = spans.map(([start, end, weight]) => ({ field: 'text', start, end, weight }));
  const text = 'abcdefghijklmnopqrstuvwxyz '.repeat(3);
  await sendWith([{ model: 'm@1', value: LONG[2], confidence: 0.8, evidence }], { text });
  await signInAt(page, `${world.handrail.url}/p/ugly/review`, 'reviewer@t.example');
  const marks = page.locator('.case-text mark');
  await marks.first().waitFor();
  const drawn = await marks.evaluateAll((all) =>
    all.map((mark) => {
      const { backgroundImage, backgroundSize, backgroundColor } = getComputedStyle(mark);
      return `${backgroundImage} ${backgroundSize} ${backgroundColor}`;
    }),
  );
  // Of seven pieces the third and the fifth are covered by the same, the first and the last, too.
  expect(new Set(drawn).size).toBe(5);
  expect(drawn.map((one) => one.match(/linear-gradient/g)?.length)).toEqual([1, 2, 3, 4, 3, 2, 1]);
  expect(drawn.map((one) => one.includes('repeating'))).toEqual([false, false, false, true, false, false, false]);
  const summary = page.getByText('Evidence: 4 pieces');
  await summary.focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('.evidence-list li').allInnerTexts()).toEqual([
    '−0.90 “mn” speaks against the answer',
    '+0.80 “fghijklmno” speaks for the answer',
    '+0.50 “klmnopqrstuvwxy” speaks for the answer',
    `+0.10 “${text.slice(0, 60)}” speaks for the answer`,
  ]);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 844 });
    expect(await overflowOf(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  }
  await moveTo(ugly, 'HUMAN_ONLY', {}, 'ugly');
});

describe('who answers in numbers', () => {
  it('types a minus that does not zoom; the next case with a sound is listened to by p, which types nothing', async () => {
    const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      {
        input: {
          slug: 'degrees',
          name: 'Degrees',
          inputSchema: {
            fields: [
              { name: 'text', type: 'text' },
              { name: 'photo', type: 'image-url', required: false },
              { name: 'sound', type: 'audio-url', required: false },
            ],
          },
          outputSchema: { kind: 'number' },
        },
      },
    );
    const of = { project: 'degrees', projectId: createProject.id };
    await setRoles('reviewer', ['REVIEWER'], of.projectId);
    await page.route('https://media.example/**', (route) => {
      const isSound = route.request().url().endsWith('.wav');
      const body = isSound
        ? wav(tone({ seconds: 20, amplitude: 0.1, rate: 8000 }), 8000)
        : Buffer.from(PIXEL, 'base64');
      return route.fulfill({ contentType: isSound ? 'audio/wav' : 'image/png', body });
    });
    await sendTo(of, { text: 'a thermometer', photo: 'https://media.example/a.png' });
    await sendTo(of, { text: 'a voice', sound: 'https://media.example/a.wav' });
    await signInAt(page, `${world.handrail.url}/p/degrees/review`, 'reviewer@t.example');
    await page.getByText('a thermometer').waitFor();
    const picture = page.getByRole('region', { name: 'photo' });
    const field = page.getByRole('textbox', { name: 'Your answer' });
    await field.waitFor();
    await page.keyboard.press('+');
    await page.getByRole('region', { name: 'photo, 1.5 times' }).waitFor();
    await page.keyboard.type('-5');
    expect(await field.inputValue()).toBe('-5');
    expect(await picture.getAttribute('aria-label')).toBe('photo, 1.5 times');
    await page.keyboard.press('Enter');
    await page.getByText('a voice').waitFor();
    const isPaused = (): Promise<boolean> =>
      page.locator('audio.sound').evaluate((one) => (one as HTMLAudioElement).paused);
    expect(await isPaused()).toBe(true);
    await page.keyboard.press('p');
    await until('the sound plays', async () => !(await isPaused()));
    await page.keyboard.press('p');
    await until('the sound stands still', isPaused);
    expect(await field.inputValue()).toBe('');
    await page.keyboard.type('7');
    expect(await field.inputValue()).toBe('7');
  });
});

it('the workbench is as wide for two words as for two thousand', async () => {
  await send({ text: 'short' }, { text: 'long '.repeat(2000) });
  await signInAt(page, `${world.handrail.url}/p/ugly/review`, 'reviewer@t.example');
  await page.getByText('short').waitFor();
  const widthOf = async (): Promise<number[]> => {
    const boxes = await Promise.all(
      ['.review', '.answer-bar', '.review-case'].map((one) => page.locator(one).boundingBox()),
    );
    return boxes.map((box) => Math.round(box?.width ?? 0));
  };
  const before = await widthOf();
  await page.keyboard.press('3');
  await page.getByText('long long').waitFor();
  expect(await widthOf()).toEqual(before);
  expect(Math.min(...before)).toBeGreaterThan(600);
});

it('who signs out with answers that have not gone out is asked first, and may stay until they have', async () => {
  await reviewing('before the trouble', 'after it');
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('submitLabel') ? route.abort() : route.continue(),
  );
  await page.keyboard.press('3');
  await page.getByText('after it').waitFor();
  const signOut = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Account of' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('dialog', { name: '1 answer not sent yet' }).waitFor();
  };
  await signOut();
  await page.getByRole('button', { name: 'Stay and send' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.unroute('**/graphql');
  expect((await labelled('before the trouble')).value).toBe(LONG[2]);
  // Whoever wants to go all the same loses it knowingly, and leaves nothing on the device.
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('submitLabel') ? route.abort() : route.continue(),
  );
  await page.keyboard.press('3');
  await page
    .getByText('Nothing waits for you')
    .or(page.getByRole('status', { name: 'Loading' }))
    .first()
    .waitFor();
  await signOut();
  await page.getByRole('button', { name: 'Sign out and lose it' }).click();
  await page.getByLabel('E-mail').waitFor();
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('handrail.review'))),
  ).toEqual([]);
  expect((await labels()).map(({ text }) => text)).not.toContain('after it');
});

it('who is no reviewer any more learns it at once', async () => {
  await reviewing('not for long');
  await setRoles('reviewer', ['DATA_SCIENTIST']);
  await page.getByText('Not for your role').waitFor();
  await setRoles('reviewer', []);
  await page.getByText('There is no project of this name that you can see').waitFor();
  await setRoles('reviewer', ['REVIEWER']);
});
