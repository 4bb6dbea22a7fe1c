export type Draft = { readonly value: unknown; readonly note: string | null };

/** What was typed for cases that are not on screen now: an undo, another page or a lost lease takes nothing away. */
const drafts = new Map<string, Draft>();
const MOST_DRAFTS = 20;

export function draftOf(id: string): Draft | undefined {
  return drafts.get(id);
}

export function putDraft(id: string, draft: Draft): void {
  drafts.delete(id);
  drafts.set(id, draft);
  const [oldest] = drafts.keys();
  if (drafts.size > MOST_DRAFTS && oldest !== undefined) drafts.delete(oldest);
}

export function putDrafts(all: readonly (readonly [string, Draft])[]): void {
  for (const [id, draft] of all) if (!drafts.has(id)) putDraft(id, draft);
}

export function allDrafts(): (readonly [string, Draft])[] {
  return [...drafts];
}
