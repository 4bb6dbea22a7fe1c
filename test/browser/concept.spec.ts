import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import type { Session } from '../support/handrail.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

type Rate = { labels: number; value: number | null; lower: number; upper: number };
type Concept = {
  version: string | null;
  versions: string[];
  isVeiled: boolean;
  sentence: string;
  state: string;
  labels: number;
  total: Rate;
  points: Rate[];
  classes: (Rate & { name: string })[];
  segments: (Rate & { name: string })[];
  detectors: { detector: string; state: string }[];
  calibration: { state: string; bins: unknown[] };
  estimate: { state: string; assumptions: string[] };
};
const RATE = 'labels value lower upper';
const CONCEPT = `query ($projectId: ID!, $version: String, $hours: Int) { conceptDrift(projectId: $projectId, version: $version, hours: $hours) {
  version versions isVeiled sentence state labels total { ${RATE} } points { ${RATE} } classes { name ${RATE} } segments { name ${RATE} }
  detectors { detector state } calibration { state bins { from } } estimate { state assumptions } } }`;

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'SHADOW');
});
afterAll(() => world.handrail.stop());

async function concept(session: Session, more: Record<string, unknown> = {}): Promise<Concept> {
  const answer = await session.run<{ conceptDrift: Concept }>(CONCEPT, { projectId: world.projectId, ...more });
  return answer.conceptDrift;
}

/** Answers what waits: `ham` to a case whose text ends so, else what the machine said. */
async function answerAll(): Promise<void> {
  for (
    let reviews = await claim(world, world.reviewer);
    reviews.length > 0;
    reviews = await claim(world, world.reviewer)
  )
    for (const review of reviews)
      await submit(world.reviewer, review, String(review.input?.text).endsWith('ham') ? 'ham' : 'spam');
}

async function cases(n: number, isHam: (i: number) => boolean): Promise<void> {
  for (let i = 0; i < n; i += 1) {
    await decide(world, {
      segment: i % 2 === 0 ? 'mail' : 'chat',
      input: { text: `${i} is ${isHam(i) ? 'ham' : 'spam'}` },
      predictions: [{ model: 'm@1', value: 'spam', confidence: 0.8 }],
    });
  }
}

it('says that nothing is known where nobody has answered', async () => {
  const { version, versions, state, total, sentence, estimate } = await concept(world.scientist);
  expect({ version, versions, state, total }).toEqual({
    version: null,
    versions: [],
    state: 'UNKNOWN',
    total: { labels: 0, value: null, lower: 0, upper: 1 },
  });
  expect(sentence).toMatch(/^Not known yet/);
  expect(estimate.assumptions).toHaveLength(3);
});

it('counts each blind label once, beside what the machine had said', async () => {
  await cases(12, (i) => i % 4 === 0);
  await answerAll();
  const seen = await until('all labels counted', async () => {
    const now = await concept(world.scientist);
    return now.labels >= 12 && now;
  });
  expect(seen).toMatchObject({ version: 'm@1', versions: ['m@1'], isVeiled: false, labels: 12, state: 'UNKNOWN' });
  expect(seen.total).toMatchObject({ labels: 12, value: 0.25 });
  expect(seen.points.reduce((sum, { labels }) => sum + labels, 0)).toBe(12);
  expect(seen.classes.map(({ name, labels }) => [name, labels])).toEqual([['spam', 12]]);
  expect(seen.segments.map(({ name, value }) => [name, value])).toEqual([
    ['chat', 0],
    ['mail', 0.5],
  ]);
  expect(seen.detectors.map(({ state }) => state)).toEqual(['WAITING', 'QUIET', 'QUIET']);
});

it('shows nobody who answers blind reviews what their next answer would change', async () => {
  await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId: world.projectId, email: 'other@t.example', roles: ['REVIEWER', 'DATA_SCIENTIST'] },
  });
  const before = await concept(world.other);
  expect(before).toMatchObject({ isVeiled: true, classes: [], segments: [] });
  expect(before.calibration.bins).toEqual([]);
  const counted = (await concept(world.scientist)).labels;
  await cases(1, () => true);
  await answerAll();
  await until('the label counted', async () => (await concept(world.scientist)).labels === counted + 1);
  expect(await concept(world.other)).toEqual(before);
});

it.each([
  ['a version that no label measures', { version: 'nobody@9' }, 'invalid'],
  ['no time at all', { hours: 0 }, 'invalid'],
])('refuses %s', async (_what, more, problem) => {
  const { errors } = await world.scientist.send(CONCEPT, { projectId: world.projectId, ...more });
  expect(errors?.[0]?.extensions?.problem?.type).toBe(`/problems/${problem}`);
});

it.each([
  ['wide and light', { viewport: { width: 1440, height: 900 } }],
  ['narrow and dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' as const }],
])('is shown with all that it is told from, %s', async (_what, screen) => {
  const browser = await launchBrowser();
  try {
    const address = `${world.handrail.url}/p/mail/drift?side=concept`;
    const page = await signInAt(await openPage(browser, screen), address, 'scientist@t.example');
    const part = page.getByRole('region', { name: 'Concept drift' });
    await part.getByRole('status').getByText('Not known yet how often the machine errs').waitFor();
    await part.getByText(/^From 13 blind labels of m@1; \d+ more until there is a verdict/).waitFor();
    await page.getByRole('figure', { name: 'Error of the machine' }).waitFor();
    await part.getByRole('table', { name: 'Detectors' }).getByText('ADWIN').waitFor();
    await part.getByRole('table', { name: 'By segment' }).getByText('chat', { exact: true }).waitFor();
    await part.getByRole('table', { name: 'Calibration' }).waitFor();
    await part.getByRole('region', { name: 'Estimate without labels' }).getByText('cannot see concept drift').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  } finally {
    await browser.close();
  }
});
