/** Versions that were frozen in this tab and are not ready yet, by project: whoever froze one is told when it is. */
const watched = new Map<string, Set<number>>();

export function watchUntilReady(projectId: string, number: number): void {
  watched.set(projectId, new Set([...watchedIn(projectId), number]));
}

export function watchedIn(projectId: string): readonly number[] {
  return [...(watched.get(projectId) ?? [])];
}

/** Whether it was watched until now: it is told once. */
export function endWatch(projectId: string, number: number): boolean {
  return watched.get(projectId)?.delete(number) ?? false;
}
