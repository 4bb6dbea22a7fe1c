import { validateOutput, type OutputSchema } from '@handrail/shared/schema';
import { useState } from 'react';
import type { Review, ReviewingSession } from './use-review-session';

type Draft = { readonly value: unknown; readonly note: string | null };
/** What was typed for cases that are not on screen now: an undo, another page or a lost lease takes nothing away. */
const drafts = new Map<string, Draft>();
const MOST_DRAFTS = 20;

type Given = {
  readonly schema: OutputSchema;
  readonly review: Review;
  readonly session: ReviewingSession;
};

/** What has been chosen and typed for one case, and sending it. */
export function useAnswer({ schema, review, session }: Given) {
  const [seenAt] = useState(() => performance.now());
  const id = session.correcting ? `correct ${session.correcting.key}` : review.id;
  const [{ value, note }, setDraft] = useState<Draft>(
    () => drafts.get(id) ?? { value: session.correcting?.value, note: session.correcting?.note ?? null },
  );
  const [complaint, setComplaint] = useState<string | null>(null);
  const isLost = session.lost.length > 0 && !session.correcting;

  const keep = (part: Partial<Draft>): void => {
    const next = { value, note, ...part };
    setDraft(next);
    drafts.delete(id);
    drafts.set(id, next);
    const [oldest] = drafts.keys();
    if (drafts.size > MOST_DRAFTS && oldest !== undefined) drafts.delete(oldest);
  };
  const submit = (given: unknown): void => {
    if (isLost) return;
    const answer = schema.kind === 'labels' ? (given ?? []) : asNumber(schema, given);
    const checked = validateOutput(schema, answer);
    if (!checked.ok) {
      const isEmpty = answer === undefined || answer === '';
      return setComplaint(
        isEmpty ? 'Give an answer first.' : `The answer ${checked.errors[0]?.detail ?? 'does not fit'}.`,
      );
    }
    setComplaint(null);
    const leadTimeMs = Math.round(performance.now() - seenAt);
    // Until the server has confirmed it, the answer may come back: then it is here as it was given.
    keep({ value: given });
    const text = note?.trim() === '' ? null : note;
    session.session.answer(review, { value: checked.value, note: text, leadTimeMs });
  };
  const choose = (label: string): void => {
    if (isLost) return;
    setComplaint(null);
    if (schema.kind === 'label') return submit(label);
    const chosen = Array.isArray(value) ? (value as string[]) : [];
    keep({ value: chosen.includes(label) ? chosen.filter((one) => one !== label) : [...chosen, label] });
  };
  const change = (next: unknown): void => {
    setComplaint(null);
    keep({ value: next });
  };
  return { value, note, setNote: (next: string) => keep({ note: next }), complaint, isLost, submit, choose, change };
}

/** A field gives text where a number is not whole yet. */
function asNumber(schema: OutputSchema, given: unknown): unknown {
  if (schema.kind !== 'number' || typeof given !== 'string') return given;
  const number = Number(given);
  return given.trim() === '' || Number.isNaN(number) ? given : number;
}
