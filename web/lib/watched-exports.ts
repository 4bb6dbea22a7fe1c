export type WatchedExport = { readonly id: string; readonly number: number };

/** Exports that were started in this tab and have not ended yet, by project: whoever started one is told when it has. */
const watched = new Map<string, readonly WatchedExport[]>();

export function watchExport(projectId: string, one: WatchedExport): void {
  watched.set(projectId, [...watchedExports(projectId), one]);
}

export function watchedExports(projectId: string): readonly WatchedExport[] {
  return watched.get(projectId) ?? [];
}

/** Whether it was watched until now: it is told once. */
export function endExportWatch(projectId: string, id: string): boolean {
  const before = watchedExports(projectId);
  const left = before.filter((one) => one.id !== id);
  watched.set(projectId, left);
  return left.length < before.length;
}
