import { Injectable } from '@nestjs/common';
import { alphaOf, driftMetricOf, type AlarmRule } from '@handrail/shared/alarms';
import { DriftStates, type DriftState } from '../monitoring/index.js';
import type { AlarmLook, SeenReading } from './alarm-source.js';

/** What was computed longer ago says nothing of now; texts are looked at every half hour. */
const STALE_MS = 2 * 3_600_000;

/** Readings out of what was computed of drift last; nothing is computed here. */
@Injectable()
export class DriftSource {
  constructor(private readonly drift: DriftStates) {}

  async read({ projectId, at, rules }: AlarmLook): Promise<Map<string, SeenReading[]>> {
    const states = await this.drift.of(projectId, new Date(at.getTime() - STALE_MS));
    return new Map(
      rules.map((rule) => [
        rule.id,
        states.filter((state) => isOf(rule, state)).map((state) => readingOf(rule, state)),
      ]),
    );
  }
}

function isOf(rule: AlarmRule, { metric, part, windowMinutes }: DriftState): boolean {
  const isWindow = driftMetricOf(metric)?.windows.length === 0 || windowMinutes === rule.windowMinutes;
  return metric === rule.metric && isWindow && (rule.part === null || rule.part === part);
}

/** Sure where chance would say so less often than a rule may be wrong; p is corrected for many fields already. */
function readingOf(
  { windowMinutes }: AlarmRule,
  { part, value, unit, adjustedP, count, since, points }: DriftState,
): SeenReading {
  const isSure = value === 0 || (adjustedP !== null && adjustedP <= alphaOf({ windowMinutes, parts: 1 }));
  return {
    ...{ part, value, count, points, lower: null, upper: null, reference: null },
    ...(isSure ? { isExact: true } : {}),
    ...(unit === '' ? {} : { unit }),
    ...(since ? { since: since.getTime() } : {}),
  };
}
