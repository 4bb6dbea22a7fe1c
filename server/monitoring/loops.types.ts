import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LoopHealth, LoopVerdict as Verdict } from '@handrail/shared/monitoring';

const VERDICTS: { readonly [V in Verdict]: V } = { OK: 'OK', FAILING: 'FAILING', LATE: 'LATE', ABSENT: 'ABSENT' };
registerEnumType(VERDICTS, {
  name: 'LoopVerdict',
  description:
    'Of three periods. OK: it succeeded. FAILING: it only failed. LATE: it neither succeeded nor failed. ABSENT: no process runs it.',
});

@ObjectType({ description: 'Work that Handrail does again and again in the background, over all processes.' })
export class BackgroundLoop {
  @Field(() => String, { description: 'As on /metrics and in the log.' }) name: string;
  @Field(() => String) title: string;
  @Field(() => VERDICTS) verdict: Verdict;
  @Field(() => Float, { description: 'In which it is expected to succeed once, in seconds.' }) periodSeconds: number;
  @Field(() => Date, { nullable: true }) succeededAt: Date | null;
  @Field(() => Date, { nullable: true }) failedAt: Date | null;
  @Field(() => Float, { description: 'Since its last success.' }) silentSeconds: number;
  @Field(() => Int, { description: 'Since the processes started.' }) runs: number;
  @Field(() => Int) failures: number;
  @Field(() => String, { nullable: true, description: 'Why it failed last.' }) error: string | null;
  @Field(() => [String], { description: 'That run it.' }) processes: readonly string[];
}

@ObjectType({ description: 'Work in the background that has stopped.' })
export class StoppedWork {
  @Field(() => String, { description: 'As on /metrics and in the log.' }) name: string;
  @Field(() => String) title: string;
  @Field(() => Float, { description: 'Since its last success.' }) silentSeconds: number;
}

export function toLoop({ periodMs, silentMs, succeededAt, failedAt, ...one }: LoopHealth): BackgroundLoop {
  const date = (at: number | null): Date | null => (at === null ? null : new Date(at));
  return {
    ...one,
    ...{ periodSeconds: periodMs / 1000, silentSeconds: silentMs / 1000 },
    ...{ succeededAt: date(succeededAt), failedAt: date(failedAt) },
  };
}
