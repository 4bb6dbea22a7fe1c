import type { Mark } from './series';
import { isolated } from '../visible-text';

/** What happened, as the server tells it. `at`: ISO 8601. */
type Happened = {
  readonly id: string;
  readonly at: string;
  readonly kind: keyof typeof MARK_OF;
  readonly title: string;
  readonly detail: string;
};

const MARK_OF = {
  POLICY: { kind: 'policy', page: 'ladder' },
  ROLLOUT: { kind: 'rollout', page: 'rollouts' },
  ALARM: { kind: 'alarm', page: 'alarms' },
} as const;

/** `slug`: of the project, whose page of it the mark leads to. */
export function markOf({ id, at, kind, title, detail }: Happened, slug: string): Mark {
  const { kind: of, page } = MARK_OF[kind];
  const href = `/p/${slug}/${page}${kind === 'ALARM' ? `?alarm=${id}` : ''}`;
  return { at: Date.parse(at), kind: of, label: `${isolated(title)}: ${isolated(detail)}`, href };
}
