import type { RoutePrediction } from '../ladder/index.js';
import { own, type InputField, type OutputSchema, type OutputValue } from '../schema/index.js';
import { LANGUAGES, UNKNOWN_LANGUAGE } from './languages.js';
import { categoricalLayout, CONFIDENCE_LAYOUT, type Layout } from './layout.js';
import type { AnswerSeen, CaseSeen, FeedbackSeen, RequestSeen, SeenProject, TurnedAway } from './seen.js';

/** What a value is counted under beside its metric; empty where there is none. */
export type Dimensions = { readonly segment: string; readonly decider: string; readonly level: string };
/** Takes one value of a metric: a number, a category, or null where it is missing. */
export type Add = (metric: string, part: string, value: number | string | null) => void;

export const NO_DIMENSIONS: Dimensions = { segment: '', decider: '', level: '' };

export function dimensionsOf({ segment, route }: Pick<CaseSeen, 'segment' | 'route'>): Dimensions {
  return { segment: segment ?? '', decider: route.machine ?? '', level: route.level };
}

export function dimensionsOfRequest({ segment, machine, level }: TurnedAway): Dimensions {
  return { segment: segment ?? '', decider: machine ?? '', level };
}

/** Everything that a stored case tells. */
export function observeCase(seen: CaseSeen, add: Add): void {
  const { project, route, input } = seen;
  add('input.cases', '', 1);
  add('input.refused', '', 0);
  add('output.repeats', '', 0);
  for (const field of project.inputSchema.fields)
    add('input.value', field.name, valueOf(field, own(input, field.name)));
  for (const [stage, took] of Object.entries(seen.stages)) add('software.latency', stage, took);
  observeMachine(seen, add);
  if (route.review !== null) add('people.opened', '', 1);
  add('output.automated', '', route.decider.kind === 'human' ? 0 : 1);
  if (route.decider.kind !== 'human') addValue(add, 'output.decision', route.decider.value);
}

function observeMachine({ route, answers, project }: CaseSeen, add: Add): void {
  const answer = answers.find(({ kind, model }) => kind !== 'system' && (route.machine ?? model) === model);
  if (!answer && route.machine === null) return;
  const { failure } = route;
  add('software.machine_failures', '', failure === null && answer ? 0 : 1);
  add('software.timeouts', '', failure?.kind === 'timeout' ? 1 : 0);
  const usable = usableOf(answer);
  add('output.confidence', '', usable?.confidence ?? null);
  addValue(add, 'output.answer', usable ? readable(usable.value, project.outputSchema) : null);
}

/** An answer that did not fail. */
function usableOf(answer: RoutePrediction | undefined): RoutePrediction | undefined {
  return (answer?.error ?? null) === null ? answer : undefined;
}

/** A field as metrics see it: numbers as they are, texts and addresses by their length, anything else by its name. */
export function valueOf({ type }: InputField, value: unknown): number | string | null {
  if (value === undefined || value === null) return null;
  if (type === 'number') return typeof value === 'number' ? value : null;
  if (type === 'date-time') return typeof value === 'string' ? Date.parse(value) / 1000 : null;
  if (type === 'boolean') return value === true ? 'true' : 'false';
  if (typeof value !== 'string') return null;
  return type === 'category' ? value : value.length;
}

/** What a machine said may be anything. */
function readable(value: unknown, { kind }: OutputSchema): OutputValue | null {
  if (kind === 'number') return typeof value === 'number' ? value : null;
  if (kind === 'labels') return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : null;
  return typeof value === 'string' ? (kind === 'text' ? value.slice(0, 100_000) : value) : null;
}

/** Counts an answer: several labels each by itself. */
export function addValue(add: Add, metric: string, value: OutputValue | null): void {
  if (typeof value !== 'object' || value === null) add(metric, '', value);
  else for (const label of value) add(metric, '', label);
}

/** A request that brought no new case. */
export function observeTurnedAway(seen: TurnedAway, add: Add): void {
  if (seen.kind === 'repeated') return add('output.repeats', '', 1);
  add('input.refused', '', 1);
  const fields = seen.pointers.flatMap((pointer) => /^\/input\/([A-Za-z][A-Za-z0-9_]{0,63})/.exec(pointer)?.[1] ?? []);
  for (const field of new Set(fields)) add('input.violations', field, 1);
}

/** One that is nobody's counts for the server as a whole. */
export function observeRequest({ projectId, status, totalMs, authMs }: RequestSeen, add: Add): void {
  if (projectId === null) return add('software.turned_away', whyTurnedAway(status ?? 0), 1);
  const outcome = outcomeOf(status);
  add('software.requests', outcome, 1);
  add('software.errors', '', outcome === 'failed' ? 1 : 0);
  if (totalMs !== null) add('software.latency', 'total', totalMs);
  if (authMs !== null) add('software.latency', 'auth', authMs);
}

/** The same request as the process that answered it sees it. `name`: of the process. */
export function observeInProcess({ status, totalMs }: RequestSeen, name: string, add: Add): void {
  if (totalMs !== null) add('software.process_latency', name, totalMs);
  add('software.process_errors', name, outcomeOf(status) === 'failed' ? 1 : 0);
}

function outcomeOf(status: number | null): string {
  if (status === null) return 'gone';
  return status >= 500 ? 'failed' : status === 429 ? 'throttled' : status >= 400 ? 'refused' : 'ok';
}

function whyTurnedAway(status: number): string {
  if (status >= 500) return 'failed';
  if (status === 401 || status === 403) return 'no key';
  return status === 413 ? 'too large' : 'unreadable';
}

export function observeAnswer(seen: AnswerSeen, add: Add): void {
  add('people.answers', '', 1);
  if (seen.leadTimeMs !== null) add('people.lead_time', '', seen.leadTimeMs / 1000);
  if (seen.decides) addValue(add, 'output.decision', seen.value);
  if (seen.isSame === null) return;
  add('people.agreement', seen.isBlind ? 'blind' : 'shown', seen.isSame ? 1 : 0);
  if (seen.propensity !== null && seen.propensity > 0) {
    add('people.error', String(Number(seen.propensity.toPrecision(6))), seen.isSame ? 0 : 1);
  }
}

export function observeFeedback({ kind }: FeedbackSeen, add: Add): void {
  add('output.feedback', kind, 1);
  add('output.overridden', '', kind === 'accepted' ? 0 : 1);
}

const LANGUAGE_LAYOUT = categoricalLayout([...LANGUAGES, UNKNOWN_LANGUAGE]);

/** Bins that are known without any data: of confidences and languages, and of what the schemas list. Null: none are. */
export function layoutOfSchema(
  { inputSchema, outputSchema }: Pick<SeenProject, 'inputSchema' | 'outputSchema'>,
  metric: string,
  part: string,
): Layout | null {
  if (metric === 'output.confidence') return CONFIDENCE_LAYOUT;
  if (metric === 'input.language') return LANGUAGE_LAYOUT;
  if (metric === 'output.answer' || metric === 'output.decision') {
    return 'labels' in outputSchema ? categoricalLayout(outputSchema.labels.map(({ value }) => value)) : null;
  }
  if (metric !== 'input.value') return null;
  const field = inputSchema.fields.find(({ name }) => name === part);
  if (field?.type === 'boolean') return categoricalLayout(['false', 'true']);
  return field?.type === 'category' && field.values ? categoricalLayout(field.values) : null;
}
