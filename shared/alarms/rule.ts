import { z } from 'zod';
import { metricOf } from '../monitoring/metric.js';
import { driftMetricOf } from './drift-metrics.js';

/** Where the values that a rule looks at come from. */
export const RULE_SOURCES = ['METRIC', 'DRIFT'] as const;
export type RuleSource = (typeof RULE_SOURCES)[number];
/** What is read of the values of a window: the value that the metric's kind gives, or its 95th percentile. */
export const RULE_READS = ['VALUE', 'P95'] as const;
export type RuleRead = (typeof RULE_READS)[number];
/**
 * ABOVE and BELOW: against a limit. HIGHER, LOWER and DIFFERS: against the hours before the window; the limit is then the
 * least difference that counts.
 */
export const RULE_CONDITIONS = ['ABOVE', 'BELOW', 'HIGHER', 'LOWER', 'DIFFERS'] as const;
export type RuleCondition = (typeof RULE_CONDITIONS)[number];
/** What an alarm of the rule does by itself; it never hands more over to the machine. */
export const RULE_ACTIONS = ['NONE', 'MOVE_DOWN', 'ROLL_BACK'] as const;
export type RuleAction = (typeof RULE_ACTIONS)[number];

export const MAX_RULES = 100;
const PERCENTILE_METRICS = 'the metric has no numbers to take a percentile of';
const dimension = z.string().max(300).nullable().default(null);

/** A rule as somebody writes it. Shares are in [0, 1]; other values have the unit of their metric. */
export const alarmRuleSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    source: z.enum(RULE_SOURCES).default('METRIC'),
    metric: z.string().max(100),
    /** Null: every part by itself, each with an alarm of its own kind. */
    part: dimension,
    segment: dimension,
    /** Of the decider, as `name@version`. */
    version: dimension,
    level: dimension,
    read: z.enum(RULE_READS).default('VALUE'),
    condition: z.enum(RULE_CONDITIONS),
    limit: z.number().min(-1e12).max(1e12),
    /** Where it is all right again; null: at the limit. For a comparison: half the difference. */
    closeLimit: z.number().min(-1e12).max(1e12).nullable().default(null),
    /** By how much a value must be past the limit. */
    minimumEffect: z.number().min(0).max(1e12).default(0),
    /** Fewer events than that say nothing. */
    minimumCount: z.int().min(1).max(1_000_000).default(50),
    windowMinutes: z.int().min(1).max(1440).default(15),
    referenceHours: z.int().min(1).max(720).default(24),
    /** True: the least difference is a share of the value before. */
    isRelative: z.boolean().default(false),
    /** Looks in a row, one a minute, before it opens and before it closes. */
    opensAfter: z.int().min(1).max(60).default(2),
    closesAfter: z.int().min(1).max(240).default(5),
    action: z.enum(RULE_ACTIONS).default('NONE'),
    isOn: z.boolean().default(true),
  })
  .superRefine((rule, context) => {
    const wrong = problemOf(rule);
    if (wrong) context.addIssue({ code: 'custom', path: [wrong[0]], message: wrong[1] });
  });
export type AlarmRuleContent = z.output<typeof alarmRuleSchema>;
export type AlarmRule = AlarmRuleContent & { readonly id: string };

type Asked = Pick<
  AlarmRuleContent,
  | 'source'
  | 'metric'
  | 'segment'
  | 'version'
  | 'level'
  | 'read'
  | 'condition'
  | 'limit'
  | 'closeLimit'
  | 'minimumCount'
  | 'windowMinutes'
  | 'isRelative'
  | 'action'
>;

function problemOf(rule: Asked): readonly [string, string] | undefined {
  const wrong = rule.source === 'DRIFT' ? problemOfDrift(rule) : problemOfMetric(rule);
  return wrong ?? problemOfLimit(rule);
}

function problemOfDrift(rule: Asked): readonly [string, string] | undefined {
  const metric = driftMetricOf(rule.metric);
  if (!metric) return ['metric', 'is no measure of drift'];
  if (isComparison(rule.condition)) return ['condition', 'drift compares already: ABOVE or BELOW'];
  if (rule.read !== 'VALUE') return ['read', PERCENTILE_METRICS];
  const narrowed = (['segment', 'version', 'level'] as const).find((name) => rule[name] !== null);
  if (narrowed) return [narrowed, 'drift is watched in all cases together; the page Drift tells the segments'];
  if (metric.windows.length > 0 && !metric.windows.includes(rule.windowMinutes))
    return ['windowMinutes', `is kept over ${metric.windows.join(' or ')} minutes`];
  return undefined;
}

function problemOfMetric(rule: Asked): readonly [string, string] | undefined {
  const metric = metricOf(rule.metric);
  if (!metric) return ['metric', 'is no metric that Handrail keeps; see `metrics`'];
  const ofProcess = metric.isOfProcess ? problemOfProcess(rule) : undefined;
  if (ofProcess) return ofProcess;
  if (metric.kind === 'SHARES') return ['metric', 'has a share for each category; watch its drift'];
  if (rule.read === 'P95' && metric.kind !== 'VALUES') return ['read', PERCENTILE_METRICS];
  if (metric.kind === 'VALUES' && rule.minimumCount < LEAST_FOR_MEAN)
    return ['minimumCount', `at least ${LEAST_FOR_MEAN} for a mean or a percentile`];
  return undefined;
}

/** What the processes use is of no case and of no machine. */
function problemOfProcess(rule: Asked): readonly [string, string] | undefined {
  const narrowed = (['segment', 'version', 'level'] as const).find((name) => rule[name] !== null);
  if (narrowed) return [narrowed, 'it is measured of the processes, not of cases'];
  if (rule.action !== 'NONE') return ['action', 'moving the slider would change nothing of what the processes use'];
  return undefined;
}

function problemOfLimit(rule: Asked): readonly [string, string] | undefined {
  if (isComparison(rule.condition) && rule.limit <= 0) return ['limit', 'the least difference is above 0'];
  if (!isComparison(rule.condition) && rule.isRelative) return ['isRelative', 'only for a comparison'];
  if (rule.closeLimit !== null && !isInside(rule, rule.closeLimit)) return ['closeLimit', 'must not be past the limit'];
  return undefined;
}

const LEAST_FOR_MEAN = 30;

function isInside({ condition, limit }: Asked, value: number): boolean {
  return condition === 'BELOW' ? value >= limit : value <= limit;
}

export function isComparison(condition: RuleCondition): boolean {
  return condition === 'HIGHER' || condition === 'LOWER' || condition === 'DIFFERS';
}
