import type { Actor } from '@handrail/shared/contracts';
import type { NewProject } from '../projects/index.js';

/** Who acts in the demo's past. */
export const DEMO: Actor = { kind: 'system', name: 'Demo' };
/** Who labelled in it. */
export const REVIEWER = 'reviewer@handrail.example';

export const DEMO_PROJECT = {
  slug: 'mail-triage',
  name: 'Mail triage',
  description: 'Is this mail spam? Real mails of the SpamAssassin public corpus.',
  guidelines: `# Is it spam?

**Spam** is mail that nobody asked for and that wants something from you: money, a click, an answer.

**Ham** is everything else, newsletters that somebody signed up for included.

- A mailing list's footer, a quoted answer or a patch are good signs of ham.
- An offer, an urgent tone and a link to click are good signs of spam.
- If you cannot tell, skip it: somebody else will see it.`,
  inputSchema: {
    fields: [
      { name: 'subject', type: 'text', title: 'Subject' },
      { name: 'fromDomain', type: 'category', title: 'From' },
      { name: 'date', type: 'date-time', title: 'Date', required: false },
      { name: 'links', type: 'number', title: 'Links', minimum: 0 },
      { name: 'html', type: 'boolean', title: 'HTML' },
      { name: 'body', type: 'text', title: 'Message' },
    ],
  },
  outputSchema: {
    kind: 'label',
    labels: [
      { value: 'ham', title: 'Ham' },
      { value: 'spam', title: 'Spam' },
    ],
  },
  isDemo: true,
} as const satisfies NewProjectShape;

/** `NewProject` with lists that may be read-only. */
type NewProjectShape = Omit<NewProject, 'inputSchema' | 'outputSchema'> & {
  readonly inputSchema: unknown;
  readonly outputSchema: unknown;
};
