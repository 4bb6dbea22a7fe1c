import { validateOutput, type OutputSchema } from '@handrail/shared/schema';
import { useState } from 'react';
import { draftOf, putDraft, type Draft } from './drafts';
import type { Review, ReviewingSession } from './use-review-session';

type Given = {
  readonly schema: OutputSchema;
  readonly review: Review;
  readonly session: ReviewingSession;
  /** How many pictures the case has: nobody has seen it before they are there. */
  readonly pictures: number;
};

/** What has been chosen and typed for one case, and sending it. */
export function useAnswer({ schema, review, session, pictures }: Given) {
  const [missing, setMissing] = useState(pictures);
  const [seenAt, setSeenAt] = useState(() => (pictures === 0 ? performance.now() : null));
  const [isBroken, setBroken] = useState(false);
  /** Something of the case never came: whoever answers has not seen all of it, and is not timed. */
  const mediumBroke = (): void => setBroken(true);
  const pictureCame = (): void => {
    setMissing(missing - 1);
    if (missing === 1) setSeenAt(performance.now());
  };
  const id = session.correcting ? `correct ${session.correcting.key}` : review.id;
  const [{ value, note }, setDraft] = useState<Draft>(
    () => draftOf(id) ?? { value: session.correcting?.value, note: session.correcting?.note ?? null },
  );
  const [complaint, setComplaint] = useState<string | null>(null);
  const isLost = session.lost.length > 0 && !session.correcting;

  const keep = (part: Partial<Draft>): void => {
    const next = { value, note, ...part };
    setDraft(next);
    putDraft(id, next);
  };
  const submit = (given: unknown): void => {
    if (isLost) return;
    const answer = schema.kind === 'labels' ? (given ?? []) : given;
    const checked = validateOutput(schema, answer);
    if (!checked.ok) return setComplaint(complaintOf(schema, answer, checked.errors[0]?.detail));
    setComplaint(null);
    // An answer before the case was there has no time.
    const leadTimeMs = seenAt === null || isBroken ? null : Math.round(performance.now() - seenAt);
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
  const setNote = (next: string): void => keep({ note: next });
  return {
    value,
    note,
    setNote,
    complaint,
    say: setComplaint,
    isLost,
    submit,
    choose,
    change,
    pictureCame,
    mediumBroke,
  };
}

function complaintOf(schema: OutputSchema, answer: unknown, detail = 'does not fit'): string {
  if (answer === undefined || answer === '') return 'Give an answer first.';
  // The field says beside it what it cannot read.
  if (schema.kind === 'number' && typeof answer === 'string') return 'Not submitted: the field says why.';
  return `The answer ${detail}.`;
}
