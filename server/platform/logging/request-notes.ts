/** What a request turned out to be about, for its line in the log. Names of rows, no content but where it is switched on. */
export type RequestNotes = {
  /** Its short name. */
  readonly project?: string | undefined;
  readonly projectId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly traceId?: string | undefined;
  /** The case's input, only where the operator has switched that on. */
  readonly input?: unknown;
};

const notes = new WeakMap<object, RequestNotes>();

/** Adds to what is known of a request. */
export function noteOnRequest(request: object, more: RequestNotes): void {
  notes.set(request, { ...notes.get(request), ...more });
}

export function notesOf(request: object): RequestNotes {
  return notes.get(request) ?? {};
}
