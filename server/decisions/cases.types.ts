import { own } from '@handrail/shared/schema';
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Level } from '@handrail/shared/ladder';
import { JsonScalar, PageInfo } from '../platform/graphql/index.js';
import { LevelEnum } from '../projects/index.js';
import type { CaseSummaryRow } from './case-reads.js';
import type { FieldState } from './decision-filter.js';

export const DeciderKindEnum = { MODEL: 'MODEL', HUMAN: 'HUMAN', SYSTEM: 'SYSTEM' } as const;
registerEnumType(DeciderKindEnum, { name: 'DeciderKind', description: 'A model, a person, or the previous system.' });
export type DeciderKind = keyof typeof DeciderKindEnum;
export const FieldStateEnum = { MISSING: 'MISSING', NEW: 'NEW' } as const satisfies { [S in FieldState]: S };
registerEnumType(FieldStateEnum, {
  name: 'FieldState',
  description: 'MISSING: the case has no value in the field. NEW: one that the reference frozen last never had.',
});

const MEAN_ERROR =
  'Where answers are numbers: how far from people’s on average, by the same labels and weights; null: not known.';

@ObjectType({
  description: 'One case in a list. The machine’s part is null while a blind review is open and you can review.',
})
export class CaseSummary {
  @Field(() => ID) id: string;
  @Field(() => String, { description: 'The first words of the input.' }) summary: string;
  @Field(() => String, { nullable: true }) segment: string | null;
  @Field(() => String, { description: 'api, demo or ui.' }) source: string;
  @Field(() => String, { description: 'decided or pending.' }) status: string;
  @Field(() => JsonScalar, { nullable: true, description: 'Null: not decided, or hidden.' }) value: unknown;
  @Field(() => Float, { nullable: true }) confidence: number | null;
  @Field(() => Float, { nullable: true }) threshold: number | null;
  @Field(() => DeciderKindEnum, { nullable: true }) decidedByKind: DeciderKind | null;
  @Field(() => String, { nullable: true }) decidedByName: string | null;
  @Field(() => String, { description: 'Why it went where it went; “hidden” while a blind review is open.' })
  reason: string;
  @Field(() => Int) policyVersion: number;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date, { nullable: true }) decidedAt: Date | null;
}
@ObjectType()
export class CaseEdge {
  @Field(() => String) cursor: string;
  @Field(() => CaseSummary) node: CaseSummary;
}
@ObjectType()
export class CaseConnection {
  @Field(() => [CaseEdge]) edges: CaseEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
}
@ObjectType({ description: 'What the case held of people is gone for good.' })
export class CaseErasure {
  @Field(() => Date) at: Date;
  @Field(() => String) by: string;
  @Field(() => String) reason: string;
}
@ObjectType({ description: 'The whole story of a case.' })
export class CaseStory {
  @Field(() => CaseSummary) case: CaseSummary;
  @Field(() => JsonScalar) input: unknown;
  @Field(() => JsonScalar, { nullable: true }) metadata: unknown;
  @Field(() => String, { nullable: true, description: 'The Idempotency-Key that it came with.' }) idempotencyKey:
    string | null;
  @Field(() => String, { nullable: true, description: 'Whom it belongs to, where the caller said so.' }) subject:
    string | null;
  @Field(() => String, { nullable: true, description: 'Why, in words with the numbers; null while hidden.' })
  explanation: string | null;
  @Field(() => JsonScalar, { nullable: true }) route: unknown;
  @Field(() => JsonScalar, { description: 'Every prediction, oldest first.' }) predictions: unknown;
  @Field(() => JsonScalar, { description: 'Every decision; the last one stands.' }) decisions: unknown;
  @Field(() => JsonScalar) reviews: unknown;
  @Field(() => JsonScalar) labels: unknown;
  @Field(() => JsonScalar, { description: 'What end users did with the decision, oldest first.' }) feedback: unknown;
  @Field(() => CaseErasure, { nullable: true, description: 'Null: it was not erased.' }) erasure: CaseErasure | null;
  @Field(() => Boolean, {
    description: 'A blind review is open and you can review, so the machine’s part is not here.',
  })
  hiddenWhileBlind: boolean;
}
@ObjectType({ description: 'One thing that would come out otherwise.' })
export class RouteDifference {
  @Field(() => String) what: string;
  @Field(() => String) was: string;
  @Field(() => String) wouldBe: string;
}
@ObjectType({ description: 'What the policy in force makes of a case that was routed before, by the same rule.' })
export class CaseReplay {
  @Field(() => Int, { description: 'That the case is routed under now.' }) policyVersion: number;
  @Field(() => Int, { description: 'That it was routed under.' }) storedPolicyVersion: number;
  @Field(() => String, { description: 'Its new route in words, with the numbers.' }) explanation: string;
  @Field(() => [RouteDifference], { description: 'Empty: it would go the same way.' }) differences: RouteDifference[];
  @Field(() => [String], { description: 'What of the two policies makes the difference.' }) causes: string[];
  @Field(() => JsonScalar) route: unknown;
  @Field(() => Boolean, { description: 'Under its own policy and predictions the stored route comes out again.' })
  isFaithful: boolean;
}
@ObjectType({ description: 'What a policy would have done to past cases; counts.' })
export class PolicyPreview {
  @Field(() => Int) cases: number;
  @Field(() => Int) byModel: number;
  @Field(() => Int) bySystem: number;
  @Field(() => Int) toHuman: number;
  @Field(() => Int, { description: 'Of which nothing is known: who would be on duty has not been asked.' })
  unknown: number;
  @Field(() => Int, { description: 'Automated ones that would also be audited.' }) audited: number;
  @Field(() => Int, { description: 'Known ones for which the machine has no usable answer.' }) failed: number;
  @Field(() => Float, { nullable: true, description: 'Decided without a person, of the known ones; null: none is.' })
  share: number | null;
  @Field(() => Float, { description: 'Wilson 95 % interval of the share.' }) shareLower: number;
  @Field(() => Float) shareUpper: number;
  @Field(() => Int, { description: 'Of the last 2,000 drawn blind labels, those of cases that would be automated.' })
  automatedLabelled: number;
  @Field(() => Int, { description: 'Of those, the ones that the machine has wrong, as they are counted.' })
  automatedWrong: number;
  @Field(() => Float, { nullable: true, description: 'Wrong among the automated, by 1/propensity; null: not known.' })
  error: number | null;
  @Field(() => Float, { description: 'Wilson 95 % interval of the error; [0, 1] when nothing is known.' })
  wrongLower: number;
  @Field(() => Float) wrongUpper: number;
  @Field(() => Float, { nullable: true, description: MEAN_ERROR }) meanError: number | null;
}
@ObjectType({ description: 'Who would be on duty and has not been asked about all cases of a preview.' })
export class UnheardMachine {
  @Field(() => String, { description: 'name@version.' }) machine: string;
  @Field(() => Int, { description: 'Cases of the preview and of its labels that wait for it.' }) cases: number;
  @Field(() => Boolean, { description: 'True: it is being asked, so look again. False: nothing can be known of it.' })
  canBeAsked: boolean;
}
@ObjectType()
export class PolicyPreviewResult {
  @Field(() => PolicyPreview) current: PolicyPreview;
  @Field(() => PolicyPreview) proposed: PolicyPreview;
  @Field(() => [UnheardMachine]) unheard: UnheardMachine[];
}
@ObjectType({ description: 'What happened at the level in force.' })
export class LevelSummary {
  @Field(() => LevelEnum) level: string;
  @Field(() => Date) since: Date;
  @Field(() => Int, { description: 'Under the policy in force, at most the last 5,000.' }) cases: number;
  @Field(() => Int) automated: number;
  @Field(() => Int, { description: 'Counted up to 10,000.' }) queueLength: number;
  @Field(() => Date, { nullable: true }) oldestOpenAt: Date | null;
  @Field(() => Int, { description: 'Of the last 2,000 drawn blind labels, those with an answer of the machine.' })
  compared: number;
  @Field(() => Int, { description: 'Of those, the ones where it is right, as they are counted.' }) agreed: number;
  @Field(() => Float, { nullable: true, description: 'Weighted by 1/propensity; null: not known.' })
  agreement: number | null;
  @Field(() => Float) agreementLower: number;
  @Field(() => Float) agreementUpper: number;
  @Field(() => Float, { nullable: true, description: MEAN_ERROR }) meanError: number | null;
}
@InputType()
export class DecisionFilterInput {
  @Field(() => ID, { nullable: true }) id?: string;
  @Field(() => String, { nullable: true, description: 'The Idempotency-Key that the case came with.' }) key?: string;
  @Field(() => Date, { nullable: true, description: 'Received at this time or later.' }) from?: Date;
  @Field(() => Date, { nullable: true, description: 'Received before this time.' }) to?: Date;
  @Field(() => String, { nullable: true, description: 'decided or pending.' }) status?: string;
  @Field(() => JsonScalar, { nullable: true, description: 'The decision that stands is exactly this.' })
  value?: unknown;
  @Field(() => DeciderKindEnum, { nullable: true }) decidedBy?: DeciderKind;
  @Field(() => String, { nullable: true, description: 'The machine that decided, `name@version`.' }) decider?: string;
  @Field(() => String, { nullable: true }) reason?: string;
  @Field(() => LevelEnum, { nullable: true, description: 'That the case was routed on.' }) level?: Level;
  @Field(() => Float, { nullable: true, description: 'Of the decision that stands, in [0, 1].' })
  confidenceFrom?: number;
  @Field(() => Float, { nullable: true, description: 'This value included.' }) confidenceTo?: number;
  @Field(() => String, { nullable: true }) segment?: string;
  @Field(() => String, { nullable: true, description: 'Words of the input.' }) search?: string;
  @Field(() => String, {
    nullable: true,
    description: 'A field of the input; `fieldState` or `fieldValue` says which of its values.',
  })
  field?: string;
  @Field(() => FieldStateEnum, { nullable: true }) fieldState?: FieldState;
  @Field(() => String, { nullable: true, description: 'The field is exactly this; numbers and truth values as text.' })
  fieldValue?: string;
}
@ObjectType({ description: 'What the filters of the decision log can choose from; at most 100 each.' })
export class DecisionChoices {
  @Field(() => [String], { description: 'The machines that have decided, `name@version`.' }) deciders: string[];
  @Field(() => [String]) segments: string[];
}

const SUMMARY_LENGTH = 120;

export function toCaseSummary(row: CaseSummaryRow, isHidden: boolean): CaseSummary {
  const common = {
    id: row.id,
    summary: summaryOf(row),
    segment: row.segment,
    source: row.source,
    policyVersion: row.policy_version,
    createdAt: row.created_at,
  };
  if (isHidden)
    return {
      ...common,
      // An audit is decided already, a blind control is not: said, it would tell which of the two this is.
      status: 'pending',
      value: null,
      confidence: null,
      threshold: null,
      decidedByKind: null,
      decidedByName: null,
      reason: 'hidden',
      decidedAt: null,
    };
  return {
    ...common,
    status: row.decided_by_kind === null ? 'pending' : 'decided',
    value: row.value,
    confidence: row.confidence,
    threshold: row.route.threshold,
    reason: row.route.reason,
    // CHECKed in the database.
    decidedByKind: (row.decided_by_kind?.toUpperCase() ?? null) as DeciderKind | null,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at,
  };
}

/** Texts in the schema's order, which is how people read a case; the stored object has an order of its own. */
function summaryOf({ input, input_schema }: Pick<CaseSummaryRow, 'input' | 'input_schema'>): string {
  const texts = input_schema.fields.map(({ name }) => own(input, name)).filter((value) => typeof value === 'string');
  const words = texts.join(' · ') || JSON.stringify(input);
  return words.length > SUMMARY_LENGTH ? `${words.slice(0, SUMMARY_LENGTH)}…` : words;
}
