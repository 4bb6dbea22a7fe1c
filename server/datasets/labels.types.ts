import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { Level } from '@handrail/shared/ladder';
import { JsonScalar, PageInfo } from '../platform/graphql/index.js';
import { LevelEnum } from '../projects/index.js';

@ObjectType({ description: 'One label, exactly as the files have it.' })
export class ExportedLabel {
  @Field(() => ID) id: string;
  @Field(() => JsonScalar) row: unknown;
}
@ObjectType()
export class LabelEdge {
  @Field(() => String) cursor: string;
  @Field(() => ExportedLabel) node: ExportedLabel;
}
@ObjectType()
export class LabelConnection {
  @Field(() => [LabelEdge]) edges: LabelEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
}
@InputType()
export class LabelFilterInput {
  @Field(() => Date, { nullable: true }) from?: Date;
  @Field(() => Date, { nullable: true, description: 'Exclusive.' }) to?: Date;
  @Field(() => Boolean, { nullable: true }) blind?: boolean;
  @Field(() => LevelEnum, { nullable: true }) level?: Level;
  @Field(() => String, { nullable: true }) reason?: string;
  @Field(() => String, { nullable: true, description: 'The answer, or one of several.' }) value?: string;
}
