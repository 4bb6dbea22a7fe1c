import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { ConnectorName, DeciderKind } from '@handrail/shared/deciders';
import { JsonScalar } from '../platform/graphql/index.js';
import { ConnectorEnum, MachineKindEnum, VersionSecretsInput } from './deciders.types.js';
import type { Trial } from './test-connection.js';
import type { RulesTrial } from './try-rules.js';

@InputType({ description: 'A version that is not registered yet.' })
export class TriedVersionInput {
  @Field(() => MachineKindEnum) kind: DeciderKind;
  @Field(() => ConnectorEnum) connector: ConnectorName;
  @Field(() => JsonScalar, { nullable: true }) config?: unknown;
  @Field(() => VersionSecretsInput, { nullable: true }) secrets?: VersionSecretsInput;
}
@InputType()
export class TestConnectionInput {
  @Field(() => ID) projectId: string;
  @Field(() => String, { nullable: true, description: 'A registered version; or give `version`.' }) reference?: string;
  @Field(() => TriedVersionInput, { nullable: true }) version?: TriedVersionInput;
  @Field(() => JsonScalar, { nullable: true, description: 'A case’s input; absent: the last case.' }) sample?: unknown;
}

@ObjectType({ description: 'A request as it went out; secrets are masked.' })
export class SentRequest {
  @Field(() => String) method: string;
  @Field(() => String) url: string;
  @Field(() => JsonScalar, { description: 'Name → value.' }) headers: unknown;
  @Field(() => JsonScalar, { nullable: true, description: 'Null: it had none.' }) body: unknown;
}
@ObjectType()
export class ReceivedAnswer {
  @Field(() => Int, { description: 'The HTTP status.' }) status: number;
  @Field(() => String) contentType: string;
  @Field(() => String, { description: 'Its first 4,000 characters.' }) text: string;
}
@ObjectType({ description: 'What was made of an answer.' })
export class MappedPrediction {
  @Field(() => JsonScalar, { nullable: true, description: 'Null: it gave none.' }) value: unknown;
  @Field(() => Float, { nullable: true, description: 'In [0, 1]; null: a previous system has none.' })
  confidence: number | null;
  @Field(() => JsonScalar, { nullable: true, description: 'Label → score; null: it gave none.' }) scores: unknown;
  @Field(() => JsonScalar, { nullable: true, description: 'Null: it gave none.' }) evidence: unknown;
}
@ObjectType({ description: 'All that happened when a version was asked once. Nothing is recorded.' })
export class ConnectionTest {
  @Field(() => JsonScalar, { description: 'The case that it was asked about.' }) sample: unknown;
  @Field(() => SentRequest, { nullable: true, description: 'Null: it is not asked over HTTP.' })
  request: SentRequest | null;
  @Field(() => String, { nullable: true, description: 'What its health address says; null: the protocol has none.' })
  health: string | null;
  @Field(() => ReceivedAnswer, { nullable: true, description: 'Null: nothing came back.' })
  answer: ReceivedAnswer | null;
  @Field(() => MappedPrediction, { nullable: true, description: 'Null: the answer cannot be used.' })
  prediction: MappedPrediction | null;
  @Field(() => String, { nullable: true, description: 'What went wrong, in words; null: nothing.' }) error:
    string | null;
  @Field(() => Float, { description: 'Milliseconds.' }) latencyMs: number;
}

@ObjectType({
  description:
    'A share in [0, 1] with its 95 % interval, which holds at any time: blind labels of cases that came to people by a known chance, each weighing 1/that.',
})
export class PeopleAgree {
  @Field(() => Float, { nullable: true, description: 'Null: no such label.' }) estimate: number | null;
  @Field(() => Float) lower: number;
  @Field(() => Float) upper: number;
  @Field(() => Int) labels: number;
}
@ObjectType({ description: 'How one row of a decision table does on the cases that it catches.' })
export class RuleRowTally {
  @Field(() => Int, { nullable: true, description: 'From 0; null: otherwise.' }) row: number | null;
  @Field(() => Int) cases: number;
  @Field(() => Int, { description: 'Of them, those that a person has answered.' }) labelled: number;
  @Field(() => Int, { description: 'Of these, those that the person answered alike.' }) agreed: number;
  @Field(() => PeopleAgree, { description: 'Of all cases that the row catches.' }) agreement: PeopleAgree;
}
@ObjectType()
export class RuleExample {
  @Field(() => ID) caseId: string;
  @Field(() => JsonScalar) input: unknown;
  @Field(() => Int, { nullable: true, description: 'From 0; null: otherwise.' }) row: number | null;
  @Field(() => JsonScalar) value: unknown;
  @Field(() => JsonScalar, { nullable: true, description: 'What a person answered; null: nobody has.' }) label: unknown;
}
@ObjectType({ description: 'A decision table on the project’s last cases.' })
export class RulesTest {
  @Field(() => Int) cases: number;
  @Field(() => [RuleRowTally], { description: 'In the order of the table, then otherwise.' }) rows: RuleRowTally[];
  @Field(() => [RuleExample], { description: 'The newest, at most 20.' }) examples: RuleExample[];
}

export function toConnectionTest({ sample, request, health, answer, said, error, latencyMs }: Trial): ConnectionTest {
  return {
    sample,
    request: request ?? null,
    health: health ?? null,
    answer: answer ?? null,
    prediction: said
      ? {
          value: said.value,
          confidence: said.confidence ?? null,
          scores: said.scores ?? null,
          evidence: said.evidence ?? null,
        }
      : null,
    error: error ?? null,
    latencyMs,
  };
}

export function toRulesTest({ cases, rows, examples }: RulesTrial): RulesTest {
  return {
    cases,
    rows: [...rows],
    examples: examples.map(({ id, input, label, outcome }) => ({
      caseId: id,
      input,
      row: outcome.row,
      value: outcome.value,
      label,
    })),
  };
}
