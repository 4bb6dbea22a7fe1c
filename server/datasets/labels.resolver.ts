import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { encodeCursor } from '../platform/graphql/index.js';
import { invalid } from '../platform/http/index.js';
import { LabelReads } from './label-reads.js';
import { LabelConnection, LabelFilterInput } from './labels.types.js';
import type { LabelFilter } from './labels.sql.js';

const MAX_PAGE = 100;

@Resolver()
export class LabelsResolver {
  constructor(private readonly reads: LabelReads) {}

  @Allow({ permission: 'labels:read' })
  @Query(() => LabelConnection, { description: 'Newest first; at most 100 a page.' })
  async labels(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('filter', { type: () => LabelFilterInput, nullable: true }) filter: LabelFilterInput | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Promise<LabelConnection> {
    const size = Math.max(1, Math.min(MAX_PAGE, first));
    const rows = await this.reads.page(actor, projectId, {
      filter: present(filter),
      first: size + 1,
      after: after ?? undefined,
    });
    const edges = rows
      .slice(0, size)
      .map((row) => ({ cursor: encodeCursor({ at: row.labelled_at, id: row.id }), node: { id: row.id, row } }));
    return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: rows.length > size } };
  }

  @Allow({ permission: 'labels:read' })
  @Query(() => Int)
  labelCount(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('filter', { type: () => LabelFilterInput, nullable: true }) filter: LabelFilterInput | null,
  ): Promise<number> {
    return this.reads.count(actor, projectId, present(filter));
  }
}

/** GraphQL says null for "any". */
function present(filter: LabelFilterInput | null): LabelFilter {
  for (const name of ['from', 'to'] as const) {
    if (Number.isNaN(filter?.[name]?.getTime()))
      throw invalid('This is no time.', [{ pointer: `/${name}`, detail: 'must be ISO 8601' }]);
  }
  return Object.fromEntries(Object.entries(filter ?? {}).filter(([, value]) => value !== null));
}
