import { alarmRuleSchema, type AlarmRuleContent } from './rule.js';

export type StartingRule = { readonly key: string; readonly rule: AlarmRuleContent };

const DAY_S = 86_400;

/**
 * The rules that every project has without being told to. `latencyBudgetMs`: of its policy. None acts by itself: that is
 * for an admin to allow.
 */
export function startingRules({ latencyBudgetMs }: { readonly latencyBudgetMs: number }): StartingRule[] {
  return Object.entries({ ...rulesOf(latencyBudgetMs), ...QUEUE_RULES, ...DRIFT_RULES }).map(([key, rule]) => ({
    key,
    rule: alarmRuleSchema.parse(rule),
  }));
}

type Given = Partial<AlarmRuleContent> & Pick<AlarmRuleContent, 'name' | 'metric' | 'condition' | 'limit'>;

function rulesOf(latencyBudgetMs: number): Readonly<Record<string, Given>> {
  return {
    errors: above('Requests fail', 'software.errors', { limit: 0.01, closeLimit: 0.005 }),
    timeouts: above('The machine is too late', 'software.timeouts', { limit: 0.02, closeLimit: 0.01 }),
    'machine-failures': above('The machine gives no usable answer', 'software.machine_failures', {
      limit: 0.02,
      closeLimit: 0.01,
    }),
    latency: {
      ...above('Cases take longer than the budget', 'software.latency', {
        limit: latencyBudgetMs,
        closeLimit: 0.9 * latencyBudgetMs,
      }),
      part: 'total',
      read: 'P95',
      minimumCount: 100,
    },
    refused: rises('More input is refused', 'input.refused', 0.05),
    missing: rises('A field goes missing', 'input.missing', 0.1),
    'new-categories': rises('New categories come in', 'input.new_categories', 0.05),
    'no-answer': rises('The machine answers without a confidence', 'output.no_answer', 0.05),
    repeats: rises('Requests are repeated', 'output.repeats', 0.1),
    overrides: { ...rises('Users override decisions', 'output.overridden', 0.1), windowMinutes: 60 },
    agreement: {
      name: 'People and the machine agree less',
      metric: 'people.agreement',
      part: 'blind',
      condition: 'LOWER',
      limit: 0.1,
      windowMinutes: 240,
      referenceHours: 168,
      minimumCount: 40,
    },
    'no-traffic': {
      name: 'Cases stay away',
      metric: 'input.cases',
      condition: 'LOWER',
      limit: 0.8,
      isRelative: true,
      windowMinutes: 30,
      opensAfter: 10,
    },
  };
}

/** Of people's work. */
const QUEUE_RULES: Readonly<Record<string, Given>> = {
  'queue-age': {
    name: 'Reviews wait for too long',
    metric: 'people.queue_age',
    condition: 'ABOVE',
    limit: DAY_S,
    closeLimit: 0.9 * DAY_S,
    minimumCount: 1,
    windowMinutes: 2,
    opensAfter: 3,
  },
  stuck: {
    name: 'Cases wait that nobody is left to ask',
    metric: 'people.stuck',
    condition: 'ABOVE',
    limit: 0,
    minimumCount: 1,
    windowMinutes: 2,
    opensAfter: 3,
  },
};

function above(name: string, metric: string, { limit, closeLimit }: { limit: number; closeLimit: number }): Given {
  return { name, metric, condition: 'ABOVE', limit, closeLimit };
}

/** Drift is computed every five minutes: so many looks are three of these, and one that is odd neither opens nor closes. */
const LOOKS_OF_THREE = 11;

function drifts(
  name: string,
  metric: string,
  { minimumCount, ...limits }: { limit: number; closeLimit: number; minimumCount: number },
): Given {
  return {
    ...above(name, metric, limits),
    source: 'DRIFT',
    minimumCount,
    windowMinutes: 1440,
    opensAfter: LOOKS_OF_THREE,
    closesAfter: LOOKS_OF_THREE,
  };
}

function rises(name: string, metric: string, by: number): Given {
  return { name, metric, condition: 'HIGHER', limit: by };
}

/** A busy project need not wait for a day: what an hour shows for sure, beside this time of the week too, is said then. */
const WITHIN_AN_HOUR = { windowMinutes: 60 } as const;
const LEAST_IN_AN_HOUR = 500;

const DRIFT_RULES: Readonly<Record<string, Given>> = {
  'data-drift-hour': {
    ...drifts('A field drifts within an hour', 'drift.input', {
      limit: 0.1,
      closeLimit: 0.08,
      minimumCount: LEAST_IN_AN_HOUR,
    }),
    ...WITHIN_AN_HOUR,
  },
  'output-drift-hour': {
    ...drifts('The machine answers otherwise within an hour', 'drift.output', {
      limit: 0.1,
      closeLimit: 0.08,
      minimumCount: LEAST_IN_AN_HOUR,
    }),
    ...WITHIN_AN_HOUR,
  },
  'data-drift': drifts('A field drifts', 'drift.input', { limit: 0.1, closeLimit: 0.08, minimumCount: 200 }),
  'output-drift': drifts('The machine answers otherwise', 'drift.output', {
    limit: 0.1,
    closeLimit: 0.08,
    minimumCount: 200,
  }),
  // Compared every half hour: so many looks are two of these.
  'text-drift': {
    ...drifts('Texts are of another kind', 'drift.text', { limit: 0.8, closeLimit: 0.75, minimumCount: 200 }),
    ...{ opensAfter: 35, closesAfter: 35 },
  },
  'concept-drift': drifts('The machine errs more', 'drift.error', { limit: 2, closeLimit: 1, minimumCount: 100 }),
};
