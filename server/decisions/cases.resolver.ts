import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { hidesBlind } from '../identity/index.js';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { encodeCursor } from '../platform/graphql/index.js';
import { toSettings, PolicySettingsInput } from '../projects/index.js';
import { CaseList } from './case-list.js';
import { CaseReads } from './case-reads.js';
import {
  CaseConnection,
  CaseReplay,
  CaseStory,
  DecisionChoices,
  DecisionFilterInput,
  LevelSummary,
  PolicyPreviewResult,
  toCaseSummary,
} from './cases.types.js';
import { PreviewReads } from './preview-reads.js';
import { ReplayCase } from './replay-case.js';

const MAX_PAGE = 100;

@Resolver()
export class CasesResolver {
  constructor(
    private readonly reads: CaseReads,
    private readonly cases: CaseList,
    private readonly replay: ReplayCase,
    private readonly previews: PreviewReads,
  ) {}

  @Allow({ permission: 'decisions:read' })
  @Query(() => CaseConnection, {
    description:
      'Newest first; at most 100 a page. Id, key, time, value, decider, level, reason, segment and status are found by an index. The rest, also what a field of the input has, is looked for among 20,000 cases a page, so a page may be short, or empty, and still have a next one.',
  })
  async decisions(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('filter', { type: () => DecisionFilterInput, nullable: true }) filter: DecisionFilterInput | null,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after?: string,
  ): Promise<CaseConnection> {
    const size = Math.max(1, Math.min(MAX_PAGE, first));
    const { rows, next } = await this.cases.page(actor, projectId, {
      filter: filter ?? {},
      first: size,
      after: after ?? undefined,
    });
    const hides = hidesBlind(actor, projectId);
    const edges = rows.map((row) => ({
      cursor: encodeCursor({ at: row.created_at.toISOString(), id: row.id }),
      node: toCaseSummary(row, hides && row.blind_open),
    }));
    const endCursor = next ? encodeCursor(next) : (edges.at(-1)?.cursor ?? null);
    return { edges, pageInfo: { endCursor, hasNextPage: next !== undefined } };
  }

  @Allow({ permission: 'decisions:read' })
  @Query(() => DecisionChoices)
  async decisionChoices(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<DecisionChoices> {
    return this.cases.choices(actor, projectId);
  }

  @Allow({ permission: 'decisions:read' })
  @Query(() => CaseStory, { nullable: true, description: 'Null: there is none, or none that you can see.' })
  async case(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<CaseStory | null> {
    const story = await this.reads.story(actor, id);
    if (!story) return null;
    const { row, isHidden, ...rest } = story;
    return {
      ...rest,
      case: toCaseSummary(row, isHidden),
      input: row.input,
      route: isHidden ? null : row.route,
      hiddenWhileBlind: isHidden,
    };
  }

  @Allow({ permission: 'decisions:read' })
  @Query(() => CaseReplay, {
    nullable: true,
    description: 'Null: no such case that you can see, or a blind review of it is open and you can review.',
  })
  async caseReplay(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<CaseReplay | null> {
    const replay = await this.replay.run(actor, id);
    return replay === undefined
      ? null
      : { ...replay, differences: [...replay.differences], causes: [...replay.causes] };
  }

  @Allow({ permission: 'policy:read' })
  @Query(() => PolicyPreviewResult, {
    description:
      'The routing rule over the last cases, at most 2,000, by the machines that would be on duty: who has not seen them is asked, and until then they are unknown.',
  })
  async policyPreview(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('settings') settings: PolicySettingsInput,
    @Args('lastCases', { type: () => Int, defaultValue: 500 }) lastCases: number,
  ): Promise<PolicyPreviewResult> {
    const seen = await this.previews.preview(actor, projectId, { settings: toSettings(settings), lastCases });
    return { ...seen, unheard: [...seen.unheard] };
  }

  @Allow({ permission: 'policy:read' })
  @Query(() => LevelSummary)
  async recentAtLevel(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<LevelSummary> {
    const [summary, judged] = await Promise.all([
      this.reads.summary(actor, projectId),
      this.previews.agreement(actor, projectId),
    ]);
    const { automatedLabelled: compared, automatedWrong, error, wrongLower, wrongUpper, meanError } = judged;
    return {
      ...summary,
      compared,
      agreed: compared - automatedWrong,
      agreement: error === null ? null : 1 - error,
      agreementLower: 1 - wrongUpper,
      agreementUpper: 1 - wrongLower,
      meanError,
    };
  }
}
