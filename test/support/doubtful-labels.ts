import { exampleText, labelCases, mixed } from './labels.js';
import { until } from './until.js';
import { claim, decide, moveTo, submit, type World } from './world.js';

export const PLANTED = 'win free cash prize click win prize';
export const TWICE = 'lunch meeting agenda twice';
export const STRANGE = 'xylophone quartz zephyr';

async function label(world: World, text: string, value: string): Promise<void> {
  await decide(world, { input: { text } });
  const [review] = await claim(world, world.reviewer);
  if (!review) throw new Error('nothing to label');
  await submit(world.reviewer, review, value);
}

/**
 * Labels of which one is wrong (`PLANTED` is ham), one case is there twice with two labels (`TWICE`), one nearly twice; then
 * cases that nobody labels, like none before (`STRANGE`). All of the labels are frozen; gives the dataset's number.
 */
export async function freezeDoubtful(world: World): Promise<number> {
  await moveTo(world, 'HUMAN_ONLY');
  await labelCases(world, mixed(80));
  await label(world, PLANTED, 'ham');
  await label(world, TWICE, 'ham');
  await label(world, TWICE, 'spam');
  await label(world, `${exampleText('spam', 0)} so`, 'spam');
  await moveTo(world, 'FULL_AUTOMATION', { auditRate: 0 });
  const predictions = [{ model: 'm@1', value: 'spam', confidence: 0.9 }];
  for (const n of [1, 2, 3]) await decide(world, { input: { text: `${STRANGE} ${n}` }, segment: 'odd', predictions });
  const headers = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' };
  const made = await fetch(`${world.handrail.url}/v1/projects/mail/datasets`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'doubtful', definition: { consensus: 'majority' } }),
  });
  const { number } = (await made.json()) as { number: number };
  await until('the dataset', async () => {
    const answer = await fetch(`${world.handrail.url}/v1/datasets/${number}`, { headers });
    return ((await answer.json()) as { state: string }).state === 'ready';
  });
  return number;
}
