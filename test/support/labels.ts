import { claim, decide, submit, type World } from './world.js';

/** A text that gives its class away, with some noise; `n` makes it its own. */
export function exampleText(label: string, n: number): string {
  const words =
    label === 'spam' ? ['win', 'prize', 'free', 'cash', 'click'] : ['meeting', 'agenda', 'notes', 'lunch', 'draft'];
  return `${words[n % 5]} ${words[(n * 3 + 1) % 5]} about number ${n} today ${words[(n * 7 + 2) % 5]}`;
}

/** Sends cases and has people label them, blind, by the ways that people and services have. */
export async function labelCases(world: World, labels: readonly string[], from = 0): Promise<void> {
  const texts = new Map<string, string>();
  await Promise.all(
    labels.map(async (label, index) => {
      const text = exampleText(label, from + index);
      texts.set(text, label);
      await decide(world, { input: { text, amount: (from + index) % 10 } });
    }),
  );
  for (let done = 0; done < labels.length;) {
    const reviews = (await claim(world, world.reviewer)) as unknown as (Awaited<ReturnType<typeof claim>>[number] & {
      input: { text: string };
    })[];
    if (reviews.length === 0) throw new Error(`Only ${done} of ${labels.length} cases came to be labelled.`);
    for (const review of reviews) {
      await submit(world.reviewer, review, texts.get(review.input.text) ?? labels[0]);
      done += 1;
    }
  }
}

/** Alternating labels. */
export function mixed(count: number): string[] {
  return Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 'spam' : 'ham'));
}
