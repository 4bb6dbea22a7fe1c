import { useSessionStorage } from '@mantine/hooks';
import { useNavigate, useSearch } from '../lib/router';
import { START, type Draft } from './wizard-draft';
import { problemsOf, STEPS } from './wizard-input';

/** Where the wizard is and what was typed: the step in the address, the draft in this tab until the project is made. */
export function useWizard() {
  const navigate = useNavigate();
  const { step: asked }: { step?: number } = useSearch();
  const [draft, setDraft, forget] = useSessionStorage<Draft>({
    key: 'handrail-new-project',
    defaultValue: START,
    getInitialValueInEffect: false,
  });
  const unfinished = STEPS.findIndex((_, index) => problemsOf(draft, index + 1).length > 0);
  const limit = unfinished < 0 ? STEPS.length : unfinished + 1;
  const step = Math.max(1, Math.min(Number(asked) || 1, limit));
  return {
    draft,
    step,
    limit,
    problems: problemsOf(draft, step),
    change: (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part })),
    replace: (next: (before: Draft) => Draft): void => setDraft(next),
    goTo: (next: number): void => void navigate({ to: '/new', search: { step: next } }),
    forget,
  };
}
