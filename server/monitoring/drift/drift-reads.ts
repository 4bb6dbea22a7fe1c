import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  bucketStart,
  layoutOfSchema,
  LENGTH_MS,
  metricsFor,
  type Layout,
  type Resolution,
} from '@handrail/shared/monitoring';
import { assertMay, hidesBlind } from '../../identity/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { invalid } from '../../platform/http/index.js';
import { ProjectDirectory, type ProjectInForce } from '../../projects/index.js';
import { layoutId } from '../metric-layouts.js';
import { readBuckets, toCell, type BucketRow } from '../read-buckets.sql.js';
import { textSentence } from '../text/text-sentence.js';
import { championOf, driftingParts, isOfMachine, type DriftPart } from './drift-parts.js';
import { driftStatesOf } from './drift-state.sql.js';
import { driftSeries } from './drift.sql.js';
import { driftSentence } from './drift-sentence.js';
import { judgeFields, type FieldDrift, type FieldSeen, type JudgedField, type SegmentCell } from './judge-fields.js';
import { referencesOf, type Reference } from './references.sql.js';
import { onsetSpan, timed } from './time-onsets.js';

export const DRIFT_REFERENCES = ['FROZEN', 'PERIOD'] as const;
export type DriftReferenceKind = (typeof DRIFT_REFERENCES)[number];
export type Period = { readonly from: Date; readonly to: Date };
export type DriftQuestion = Period & { readonly projectId: string; readonly reference: Period | undefined };
export type DataDrift = Period & {
  readonly at: Date;
  readonly decider: string;
  readonly referenceKind: DriftReferenceKind;
  readonly referenceText: string;
  readonly sentence: string;
  readonly fields: readonly FieldDrift[];
};
/** How well a classifier tells texts of now from those of the reference: area under the ROC curve with its 95 % interval. */
export type TextDriftTold = {
  readonly part: string;
  readonly auc: number;
  readonly lower: number;
  readonly upper: number;
  /** Texts of now that were looked at. */
  readonly count: number;
  readonly at: Date;
  readonly sentence: string;
};
export type DataDriftTold = DataDrift & { readonly texts: readonly TextDriftTold[] };
type Reading = { readonly resolution: Resolution; readonly from: number; readonly to: number };
type Compared = {
  readonly current: readonly FieldSeen[];
  readonly reference: readonly FieldSeen[];
  readonly frozen: readonly Reference[];
  readonly reading: Reading;
  readonly isVeiled: boolean;
};

const DAY_MS = 86_400_000;
const MINUTES_UP_TO_MS = 6 * 3_600_000;
/** Minutes are kept for two days. */
const MINUTES_BACK_TO_MS = 2 * DAY_MS - 3_600_000;
const HOURS_UP_TO_MS = 7 * DAY_MS;
const MOST_MS = 400 * DAY_MS;

/** Whether what comes in, and what the machine says, looks as it did. Reads buckets and frozen references, no case. */
@Injectable()
export class DriftReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws ProblemError `invalid` for a time that holds nothing or too much, and for one that overlaps its reference. */
  async dataDrift(actor: Actor, { reference, ...asked }: DriftQuestion): Promise<DataDriftTold> {
    assertMay(actor, 'monitoring:read', asked.projectId);
    const project = await this.directory.get(asked.projectId);
    const isVeiled = hidesBlind(actor, project.id);
    refusePeriod(asked, '');
    if (reference) refuseReference(asked, reference);
    const drift = await this.drift(project, { period: asked, reference, isVeiled });
    return { ...drift, texts: await this.texts(project) };
  }

  /** As it was computed last, of the last day beside what is frozen, whatever time is asked for. */
  private async texts({ id }: ProjectInForce): Promise<TextDriftTold[]> {
    const states = await driftStatesOf(this.database, id, new Date(this.clock.now().getTime() - DAY_MS));
    return states.flatMap(({ metric, part, value, lower, upper, count, computedAt }) => {
      if (metric !== 'drift.text' || value === null || lower === null || upper === null) return [];
      const sentence = textSentence({ auc: value, lower, upper });
      return [{ part, auc: value, lower, upper, count, at: computedAt, sentence }];
    });
  }

  /** For who asks of themselves, with access already settled. Veiled: without the running hour of what a machine said. */
  async drift(
    project: ProjectInForce,
    { period, reference, isVeiled }: { period: Period; reference: Period | undefined; isVeiled: boolean },
  ): Promise<DataDrift> {
    const now = this.clock.now();
    const decider = championOf(project);
    const parts = driftingParts(metricsFor(project.inputSchema), project);
    const frozen = await referencesOf(this.database, project.id, decider);
    const reading = readingOf(period, now, isVeiled);
    const seen = await this.seen(project, parts, { frozen, reading, isVeiled });
    const current = reference ? seen : await this.withoutReference(project, { seen, frozen, reading, isVeiled });
    const before =
      reference &&
      (await this.seen(project, parts, { frozen, reading: readingOf(reference, now, isVeiled), isVeiled }));
    const given = { current, reference: before ?? current.map((one) => referenceOf(one, frozen)) };
    const fields = await this.timed(project, judgeFields(parts, given), { ...given, frozen, reading, isVeiled });
    return {
      from: period.from,
      to: period.to,
      at: now,
      decider,
      referenceKind: reference ? 'PERIOD' : 'FROZEN',
      referenceText: reference ? 'a time that was chosen' : frozenText(frozen),
      sentence: driftSentence(fields),
      fields,
    };
  }

  /** What was counted of each part in a time, on the bins that count now. */
  private async seen(
    project: ProjectInForce,
    parts: readonly Pick<DriftPart, 'metric' | 'part'>[],
    { frozen, reading, isVeiled }: { frozen: readonly Reference[]; reading: Reading; isVeiled: boolean },
  ): Promise<FieldSeen[]> {
    const layouts = parts.map((part) => layoutNow(project, part, frozen));
    const series = await driftSeries(this.database, project.id, [...new Set(parts.map(({ metric }) => metric))]);
    const wanted = new Set(parts.map(({ metric, part }, index) => keyOf(metric, part, layouts[index]?.id ?? '')));
    const used = series.filter(({ metric, part, layout }) => wanted.has(keyOf(metric, part, layout)));
    const ids = used.map(({ id }) => id);
    const rows = await readBuckets(this.database, { projectId: project.id, seriesIds: ids, binsOf: ids }, reading);
    const hour = bucketStart('HOUR', this.clock.now().getTime());
    const bySeries = new Map<string, BucketRow[]>();
    for (const row of rows) {
      const known = bySeries.get(row.series_id);
      if (known) known.push(row);
      else bySeries.set(row.series_id, [row]);
    }
    return parts.map(({ metric, part }, index) => {
      const layout = layouts[index];
      const cells: SegmentCell[] = used
        .filter((one) => one.metric === metric && one.part === part && one.layout === layout?.id)
        .flatMap(({ id, segment }) =>
          (bySeries.get(id) ?? []).map((row) => ({ segment, at: row.at.getTime(), cell: toCell(row) })),
        )
        .filter(({ at }) => !isVeiled || !isOfMachine(metric) || at < hour);
      return { metric, part, layout: layout?.layout ?? null, cells };
    });
  }

  /** Of what drifts, when it began, by the minute: buckets of hours and days say no more than in which. */
  private async timed(
    project: ProjectInForce,
    fields: readonly JudgedField[],
    { current, reference, frozen, reading, isVeiled }: Compared,
  ): Promise<FieldDrift[]> {
    const span = onsetSpan(fields, reading.to);
    const drifting = current.filter(({ metric, part }) =>
      fields.some((field) => field.onset && field.metric === metric && field.part === part),
    );
    const minutes =
      span && reading.resolution !== 'MINUTE'
        ? await this.seen(project, drifting, { frozen, isVeiled, reading: { resolution: 'MINUTE', ...span } })
        : drifting;
    return fields.map((field) => {
      const isIt = ({ metric, part }: FieldSeen): boolean => metric === field.metric && part === field.part;
      const [now, before, fine] = [current.find(isIt), reference.find(isIt), minutes.find(isIt)];
      return timed(
        field,
        now && before && fine && { current: now, reference: before, minutes: fine.cells },
        reading.to,
      );
    });
  }

  /**
   * What came after the cases that the reference is made of, which would be compared with themselves; of the hour or day in
   * which the last of them came, by the minute.
   */
  private async withoutReference(
    project: ProjectInForce,
    {
      seen,
      frozen,
      reading,
      isVeiled,
    }: { seen: readonly FieldSeen[]; frozen: readonly Reference[]; reading: Reading; isVeiled: boolean },
  ): Promise<FieldSeen[]> {
    const { resolution } = reading;
    const lasts = seen.map((one) => lastFrozen(project, one, frozen));
    const cut = Math.max(...lasts);
    const start = Number.isFinite(cut) ? bucketStart(resolution, cut) : Infinity;
    const isCut = resolution !== 'MINUTE' && !isVeiled && start >= reading.from && start < reading.to;
    const fine = isCut
      ? await this.seen(project, seen, {
          ...{ frozen, isVeiled },
          reading: { resolution: 'MINUTE', from: cut, to: Math.min(reading.to, start + LENGTH_MS[resolution]) },
        })
      : [];
    return seen.map((one, index) => {
      const last = lasts[index] ?? -Infinity;
      const isAfter = ({ at }: SegmentCell): boolean => at >= last;
      const extra = last === cut ? (fine[index]?.cells ?? []).filter(isAfter) : [];
      return { ...one, cells: [...extra, ...one.cells.filter(isAfter)] };
    });
  }
}

function keyOf(metric: string, part: string, layout: string): string {
  return [metric, part, layout].join('\0');
}

/** The bins that a part is counted on now: those of the schema, else those frozen with the version. */
function layoutNow(
  project: ProjectInForce,
  { metric, part }: Pick<DriftPart, 'metric' | 'part'>,
  frozen: readonly Reference[],
): { id: string; layout: Layout } | undefined {
  const given = layoutOfSchema(project, metric, part);
  if (given) return { id: layoutId(given), layout: given };
  const last = frozen.findLast((one) => one.metric === metric && one.part === part && one.segment === null);
  return last && { id: last.layoutId, layout: last.layout };
}

/** What was frozen of a part, as if it were a time of its own. */
function referenceOf({ metric, part, layout }: FieldSeen, frozen: readonly Reference[]): FieldSeen {
  const id = layout && layoutId(layout);
  const cells = frozen
    .filter((one) => one.metric === metric && one.part === part && one.layoutId === id && one.segment !== null)
    .map(({ segment, firstAt, cell }) => ({ segment: segment ?? '', at: firstAt.getTime(), cell }));
  const whole = frozen.findLast(
    (one) => one.metric === metric && one.part === part && one.layoutId === id && one.segment === null,
  );
  return { metric, part, layout, cells, whole: whole?.cell };
}

/** The minute in which the last case came that the bins of a part were frozen from; −Infinity where no such case was counted on them. */
function lastFrozen(
  project: ProjectInForce,
  { metric, part, layout }: FieldSeen,
  frozen: readonly Reference[],
): number {
  // Bins that no schema fixes were not there before they were frozen, so nothing was counted on them then.
  if (!layout || !layoutOfSchema(project, metric, part)) return -Infinity;
  const id = layoutId(layout);
  const last = frozen.findLast(
    (one) => one.metric === metric && one.part === part && one.layoutId === id && one.segment === null,
  );
  return last ? bucketStart('MINUTE', last.lastAt.getTime()) : -Infinity;
}

function frozenText(frozen: readonly Reference[]): string {
  const [first] = frozen;
  if (!first) return 'nothing yet: it is frozen after the first 1,000 cases';
  const day = first.frozenAt.toISOString().slice(0, 10);
  const of = first.decider === '' ? 'this project' : first.decider;
  const what = frozen.some(({ source }) => source === 'TRAINING') ? 'the cases whose labels taught' : 'cases of';
  return `${what} ${of}, at whatever time of day they came, frozen on ${day}`;
}

function readingOf({ from, to }: Period, now: Date, isVeiled: boolean): Reading {
  const end = Math.min(to.getTime(), now.getTime() + 1);
  const length = end - from.getTime();
  const finest =
    length <= MINUTES_UP_TO_MS && from.getTime() > now.getTime() - MINUTES_BACK_TO_MS
      ? 'MINUTE'
      : length <= HOURS_UP_TO_MS
        ? 'HOUR'
        : 'DAY';
  const resolution = isVeiled && finest === 'MINUTE' ? 'HOUR' : finest;
  return { resolution, from: bucketStart(resolution, from.getTime()), to: end };
}

function refusePeriod({ from, to }: Period, name: string): void {
  if (!(from < to)) {
    throw invalid('The range holds nothing.', [{ pointer: `/${name}to`, detail: 'must be later than from' }]);
  }
  if (to.getTime() - from.getTime() > MOST_MS) {
    throw invalid('The range is too long.', [{ pointer: `/${name}from`, detail: 'at most 400 days before its end' }]);
  }
}

function refuseReference(asked: Period, reference: Period): void {
  refusePeriod(reference, 'reference/');
  if (reference.from < asked.to && asked.from < reference.to) {
    const detail = 'must not overlap the time that is looked at: it would be compared with itself';
    throw invalid('The two times overlap.', [{ pointer: '/reference', detail }]);
  }
}
