import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay, hidesBlind } from '../identity/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { decodeCursor, type Position } from '../platform/graphql/index.js';
import { DECIDERS, MAX_CHOICES, SEGMENTS } from './case-choices.sql.js';
import { listCases } from './case-list.sql.js';
import type { CaseSummaryRow } from './case-reads.js';
import {
  lastLookedAt,
  LOOKED_THROUGH,
  needsDeciders,
  Parameters,
  PLAIN,
  probe,
  waysFor,
  type DeciderKey,
  type Page,
  type Way,
} from './case-ways.sql.js';
import { asksOfMachine, checkFilter, isFiltered, type DecisionFilter } from './decision-filter.js';

/** Looked at first: enough for what is common. */
const FEW = 400;

type Statement = (at: Parameters) => string;
type Place = { readonly created_at: Date; readonly id: string };
type Asked = { readonly filter: DecisionFilter; readonly first: number; readonly after?: string | undefined };

/** The decision log: pages of cases, newest first, and what its filters can choose from. */
@Injectable()
export class CaseList {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** A page of cases, and where to go on; a page that filters may be short although there is more to look through. */
  async page(
    actor: Actor,
    projectId: string,
    { filter, first, after }: Asked,
  ): Promise<{ rows: CaseSummaryRow[]; next: Position | undefined }> {
    assertMay(actor, 'decisions:read', projectId);
    checkFilter(filter);
    const page: Page = {
      projectId,
      filter,
      first: first + 1,
      after: after === undefined ? undefined : decodeCursor(after),
      hidesBlind: hidesBlind(actor, projectId) && asksOfMachine(filter),
    };
    const way = await this.rarest(page);
    const { found, stopped } = await this.along(way, page);
    const rows = found.slice(0, first);
    const last = rows.at(-1);
    if (found.length > first && last) return { rows, next: { at: last.created_at.toISOString(), id: last.id } };
    return { rows, next: stopped && { at: stopped.created_at.toISOString(), id: stopped.id } };
  }

  /** Where the page is not full: where it has stopped looking, undefined when it has seen the last case. */
  private async along(way: Way, page: Page): Promise<{ found: CaseSummaryRow[]; stopped: Place | undefined }> {
    const few = await this.run<CaseSummaryRow>((at) => listCases(way, page, { at, most: FEW }));
    if (few.length >= page.first || !isFiltered(page.filter)) return { found: few, stopped: undefined };
    const [goesOn] = await this.run<Place>((at) => lastLookedAt(way, page, { at, most: FEW }));
    if (!goesOn) return { found: few, stopped: undefined };
    return this.unitOfWork.run(async (tx) => {
      // Told to read many, the planner would rather sort all that there is.
      if (way.over !== 'review') await tx.query(`select set_config('enable_sort', 'off', true)`);
      const look = <T>(statement: Statement): Promise<T[]> => {
        const at = new Parameters();
        return tx.query<T>(statement(at), at.values);
      };
      const found = await look<CaseSummaryRow>((at) => listCases(way, page, { at, most: LOOKED_THROUGH }));
      const isFull = found.length >= page.first;
      const [stopped] = isFull ? [] : await look<Place>((at) => lastLookedAt(way, page, { at, most: LOOKED_THROUGH }));
      return { found, stopped };
    });
  }

  /** The machines that have decided and the segments that came, at most 100 each. */
  async choices(actor: Actor, projectId: string): Promise<{ deciders: string[]; segments: string[] }> {
    assertMay(actor, 'decisions:read', projectId);
    const [deciders, segments] = await Promise.all([
      this.deciders(projectId),
      this.database.query<{ segment: string }>(SEGMENTS, [projectId]),
    ]);
    const machines = deciders.filter(({ kind }) => kind !== 'human').map(({ name }) => name);
    return { deciders: [...new Set(machines)], segments: segments.map(({ segment }) => segment) };
  }

  /** Of the ways that the filter names the one with the fewest cases: it goes furthest back for the same number. */
  private async rarest(page: Page): Promise<Way> {
    const deciders = needsDeciders(page.filter) ? await this.deciders(page.projectId) : [];
    const ways = waysFor(page.filter, deciders.length < MAX_CHOICES ? deciders : undefined);
    const [first = PLAIN] = ways;
    if (ways.length < 2) return first;
    const ends = await Promise.all(ways.map((way) => this.run<{ at: Date }>((at) => probe(way, page, at))));
    const reached = ends.map(([end]) => end?.at.getTime() ?? Number.NEGATIVE_INFINITY);
    return ways[reached.indexOf(Math.min(...reached))] ?? first;
  }

  private deciders(projectId: string): Promise<DeciderKey[]> {
    return this.database.query<DeciderKey>(DECIDERS, [projectId]);
  }

  private run<T>(statement: Statement): Promise<T[]> {
    const at = new Parameters();
    return this.database.query<T>(statement(at), at.values);
  }
}
