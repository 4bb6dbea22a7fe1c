const PREFIX = 'handrail.review.';
let isForgotten = false;

/** Whose work it is, in which project, on which page. */
export type WorkPlace = { readonly personId: string; readonly projectId: string; readonly tabId: string };

function nameOf({ personId, projectId, tabId }: WorkPlace): string {
  return `${PREFIX}${personId}.${projectId}.${tabId}`;
}

/** Keeps work on this device, so that a reload or a lost connection takes nothing away. Gives whether there was room. */
export function keepWork(place: WorkPlace, work: unknown): boolean {
  if (isForgotten) return true;
  try {
    localStorage.setItem(nameOf(place), JSON.stringify(work));
    return true;
  } catch {
    // Full, or switched off: the page's memory still has it, and who asks says so.
    return false;
  }
}

/** Takes what a page kept; null: there is nothing that can be read. */
export function takeWork(place: WorkPlace): unknown {
  try {
    const text = localStorage.getItem(nameOf(place));
    localStorage.removeItem(nameOf(place));
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    // Switched off, or written by something else: then nothing was kept.
    return null;
  }
}

/** The pages of the person in the project that have kept something here. What others kept on this device is erased. */
export function keptPages({ personId, projectId }: Omit<WorkPlace, 'tabId'>): string[] {
  const names = allNames();
  for (const name of names) if (!name.startsWith(`${PREFIX}${personId}.`)) localStorage.removeItem(name);
  const mine = nameOf({ personId, projectId, tabId: '' });
  return names.filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length));
}

/** Who holds work in memory, and keeps it when asked. */
const keepers = new Set<() => void>();

/** Has `keep` called before it is asked what is kept. Gives what takes that back. */
export function keepWhenAsked(keep: () => void): () => void {
  keepers.add(keep);
  return () => void keepers.delete(keep);
}

/** How many answers of a person are kept on this device, by whichever page, that have not gone out. */
export function unsentCount(personId: string): number {
  for (const keep of keepers) keep();
  const mine = allNames().filter((name) => name.startsWith(`${PREFIX}${personId}.`));
  return mine.reduce((sum, name) => sum + waitingIn(localStorage.getItem(name)), 0);
}

function waitingIn(text: string | null): number {
  try {
    const { outbox } = JSON.parse(text ?? '{}') as { outbox?: unknown };
    return Array.isArray(outbox) ? outbox.length : 0;
  } catch {
    // Written by something else: it holds no answer.
    return 0;
  }
}

/** Erases everything that was kept here, and keeps nothing more: whoever uses this device next finds nothing. */
export function forgetWork(): void {
  isForgotten = true;
  for (const name of allNames()) localStorage.removeItem(name);
}

function allNames(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    // Switched off: nothing was kept.
    return [];
  }
}
