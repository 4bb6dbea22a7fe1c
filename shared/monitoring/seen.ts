import type { Route, RoutePrediction } from '../ladder/index.js';
import type { CaseInput, InputSchema, OutputSchema, OutputValue } from '../schema/index.js';

/** The project as far as its metrics need it. */
export type SeenProject = {
  readonly id: string;
  readonly inputSchema: InputSchema;
  readonly outputSchema: OutputSchema;
};

/** What the live path tells as it happens, after the commit where there is one. Times are Unix milliseconds. */
export type CaseSeen = {
  readonly project: SeenProject;
  readonly at: number;
  readonly segment: string | null;
  readonly input: CaseInput;
  readonly route: Route;
  readonly answers: readonly RoutePrediction[];
  /** Milliseconds in each stage. */
  readonly stages: Readonly<Partial<Record<'predict' | 'route' | 'store', number>>>;
};
/** A request for a decision that brought no new case: refused with the places that are wrong, or a repetition. */
export type TurnedAway = {
  readonly projectId: string;
  readonly at: number;
  readonly segment: string | null;
  /** The rung in force and the machine on it, `name@version`: nobody has dealt such a request to an arm of a rollout. */
  readonly level: string;
  readonly machine: string | null;
} & ({ readonly kind: 'refused'; readonly pointers: readonly string[] } | { readonly kind: 'repeated' });
export type RequestSeen = {
  /** Null: it came without a key that is known, so it is nobody's. */
  readonly projectId: string | null;
  readonly at: number;
  /** Null: the caller hung up before there was an answer. */
  readonly status: number | null;
  /** Without the while in which it waited for a person; null: there is no answer whose time would tell anything. */
  readonly totalMs: number | null;
  readonly authMs: number | null;
  /** Its body was refused before anybody read what it says: no JSON, or too large. */
  readonly isUnread: boolean;
};
export type AnswerSeen = {
  readonly project: Pick<SeenProject, 'id' | 'outputSchema'>;
  readonly at: number;
  readonly segment: string | null;
  readonly level: string;
  /** The machine whose answer it is compared with, `name@version`; empty for none. */
  readonly machine: string;
  readonly value: OutputValue;
  /** Null: the machine gave none. */
  readonly isSame: boolean | null;
  readonly isBlind: boolean;
  /** Of a blind answer that was drawn at random; null of any other. */
  readonly propensity: number | null;
  /** Null: it was not timed. */
  readonly leadTimeMs: number | null;
  /** Whether it decided the case. */
  readonly decides: boolean;
};
export type FeedbackSeen = { readonly projectId: string; readonly at: number; readonly kind: string };
