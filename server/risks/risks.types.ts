import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Register } from './risk-reads.js';

@ObjectType({ description: 'Somebody who can watch a risk.' })
export class RiskOwner {
  @Field(() => ID) id: string;
  @Field(() => String) name: string;
}
@ObjectType({ description: 'Something that could go wrong.' })
export class Risk {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'To be sent back with a change.' }) version: number;
  @Field(() => String) title: string;
  @Field(() => Int, { description: 'From 1, rare, to 5, expected.' }) likelihood: number;
  @Field(() => Int, { description: 'From 1, slight, to 5, severe.' }) impact: number;
  @Field(() => RiskOwner, { nullable: true, description: 'Null: nobody yet.' }) owner: RiskOwner | null;
  @Field(() => [String], { description: 'Ids of the metrics that would reveal it.' }) metrics: string[];
  @Field(() => Boolean, { description: 'True: it names no metric, or only retired ones.' }) isUnwatched: boolean;
  @Field(() => String) changedBy: string;
  @Field(() => Date) changedAt: Date;
}
@ObjectType({ description: 'A risk that projects of this sort usually have.' })
export class SuggestedRisk {
  @Field(() => String) key: string;
  @Field(() => String) title: string;
  @Field(() => Int) likelihood: number;
  @Field(() => Int) impact: number;
  @Field(() => [String]) metrics: string[];
}
@ObjectType({ description: 'A metric as the register sees it.' })
export class WatchedMetric {
  @Field(() => ID) id: string;
  @Field(() => String) title: string;
  @Field(() => Int, { description: 'How many risks name it.' }) risks: number;
  @Field(() => Boolean, { description: 'True: it is in use and no risk names it.' }) isIdle: boolean;
  @Field(() => String, { nullable: true, description: 'Null: in use.' }) retiredBy: string | null;
  @Field(() => Date, { nullable: true, description: 'Null: in use.' }) retiredAt: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was retired; null: in use.' }) reason: string | null;
  @Field(() => Int, { description: 'How often it alarmed.' }) alarms: number;
  @Field(() => Int, { description: 'Of these, how many were judged useful.' }) useful: number;
  @Field(() => Int, { description: 'And how many not useful.' }) useless: number;
  @Field(() => [String], { description: 'Metrics that moved like it, hour by hour, in the last 7 days.' })
  movesLike: string[];
  @Field(() => String, { nullable: true, description: 'Why it might be retired; null: it is not proposed.' })
  proposal: string | null;
}
@ObjectType({ description: 'What could go wrong in a project, and what would reveal it.' })
export class RiskRegister {
  @Field(() => [Risk], { description: 'The worst first, at most 200.' }) risks: Risk[];
  @Field(() => [SuggestedRisk], { description: 'Of the starting list, what was never taken.' })
  suggestions: SuggestedRisk[];
  @Field(() => [WatchedMetric]) metrics: WatchedMetric[];
  @Field(() => [RiskOwner], { description: 'Who can own a risk, at most 500.' }) possibleOwners: RiskOwner[];
}
@InputType()
export class SaveRiskInput {
  @Field(() => ID) projectId: string;
  @Field(() => ID, { nullable: true, description: 'Absent: a new one.' }) id?: string | null;
  @Field(() => Int, { nullable: true, description: 'The version that you were looking at; absent for a new one.' })
  expectedVersion?: number | null;
  @Field(() => String, { description: '1 to 300 characters.' }) title: string;
  @Field(() => Int) likelihood: number;
  @Field(() => Int) impact: number;
  @Field(() => ID, { nullable: true }) ownerId?: string | null;
  @Field(() => [String], { description: 'At most 20.' }) metrics: string[];
}

export function toRegister(register: Register): RiskRegister {
  const { risks, retired, owners, marks, metrics, suggestions } = register;
  const gone = new Map(retired.map((row) => [row.metric, row]));
  return {
    risks: risks.map((row) => ({
      id: row.id,
      version: row.version,
      title: row.title,
      likelihood: row.likelihood,
      impact: row.impact,
      owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
      metrics: row.metrics,
      isUnwatched: marks.unwatchedRisks.has(row.id),
      changedBy: row.changed_by,
      changedAt: row.changed_at,
    })),
    suggestions: suggestions.map((one) => ({ ...one, metrics: [...one.metrics] })),
    metrics: metrics.map(({ id, title }) => ({
      id,
      title,
      risks: risks.filter((risk) => risk.metrics.includes(id)).length,
      isIdle: marks.idleMetrics.has(id),
      retiredBy: gone.get(id)?.retired_by ?? null,
      retiredAt: gone.get(id)?.retired_at ?? null,
      reason: gone.get(id)?.reason ?? null,
      ...toldOf(register, id),
    })),
    possibleOwners: [...owners],
  };
}

type Told = Pick<WatchedMetric, 'alarms' | 'useful' | 'useless' | 'movesLike' | 'proposal'>;

function toldOf({ tallies, correlations, proposals }: Register, id: string): Told {
  const tally = tallies.find(({ metric }) => metric === id);
  return {
    alarms: tally?.alarms ?? 0,
    useful: tally?.useful ?? 0,
    useless: tally?.useless ?? 0,
    movesLike: correlations.flatMap(({ metric, other }) => (metric === id ? [other] : other === id ? [metric] : [])),
    proposal: proposals.find(({ metric }) => metric === id)?.reason ?? null,
  };
}
