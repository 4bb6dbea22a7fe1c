import type { Said } from '@handrail/shared/deciders';
import type { CaseInput } from '@handrail/shared/schema';

/** What is sent for one case, before authentication. */
export type ProtocolRequest = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base address, with its query. */
  readonly path: string;
  /** JSON; undefined: none. */
  readonly body?: unknown;
};

/** A way of talking: how a case is asked about, and what an answer means. Pure but for JSONata, which runs elsewhere. */
export type Protocol = {
  request(input: CaseInput): ProtocolRequest;
  /** `text` is the same answer as it came. @throws BadAnswer for whatever is no answer. */
  read(answer: unknown, text: string): Said | Promise<Said>;
  /** Where it says that it is ready, GET; undefined: the protocol has nothing of the kind. */
  readonly healthPath?: string | undefined;
};

/** An answer that cannot be used, in words for an admin: short, and without anything that was sent. */
export class BadAnswer extends Error {}

/** Shows a piece of an answer in a message. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value) ?? 'something';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
