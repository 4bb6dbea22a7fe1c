import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { DatasetDefinition, DriftVerdict, PartDrift, PartKind, VersionDrift } from '@handrail/shared/datasets';
import { JsonScalar } from '../platform/graphql/index.js';
import { erasuresOf, type VersionRow } from './dataset-rows.js';

export const DatasetStateEnum = {
  BUILDING: 'BUILDING',
  READY: 'READY',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
registerEnumType(DatasetStateEnum, {
  name: 'DatasetState',
  description: 'Being frozen, frozen, given up with a reason, or cancelled.',
});

export const ErasedWhyEnum = { ON_REQUEST: 'ON_REQUEST', BY_AGE: 'BY_AGE' } as const;
registerEnumType(ErasedWhyEnum, {
  name: 'DatasetErasedWhy',
  description: 'Somebody asked for it, or the cases were older than the project’s profile says.',
});
const ERASED = { request: 'ON_REQUEST', age: 'BY_AGE' } as const;

@ObjectType({ description: 'Rows that are gone from a version, for one reason.' })
export class DatasetErasure {
  @Field(() => ErasedWhyEnum) why: keyof typeof ErasedWhyEnum;
  @Field(() => Int, { description: 'At least 1.' }) rows: number;
  @Field(() => Date, { description: 'When the last of them went.' }) last: Date;
}

@ObjectType({ description: 'How a version differs from the dataset’s last one; counts of rows.' })
export class DatasetChanges {
  @Field(() => Int, { description: 'The number of the version that it is compared with.' }) against: number;
  @Field(() => Int) added: number;
  @Field(() => Int) removed: number;
  @Field(() => Int) changed: number;
}

export const DriftVerdictEnum = { MOVED: 'MOVED', STEADY: 'STEADY', TOO_FEW: 'TOO_FEW' } as const;
registerEnumType(DriftVerdictEnum, {
  name: 'DatasetDriftVerdict',
  description: 'Moved by more than luck and a twentieth of the rows; as before; not to be told from so few rows.',
});
export const PartKindEnum = { VALUES: 'VALUES', NUMBERS: 'NUMBERS', LENGTHS: 'LENGTHS' } as const;
registerEnumType(PartKindEnum, {
  name: 'DatasetPartKind',
  description: 'Compared as values, as numbers in bins, or by the length of texts.',
});

@ObjectType({ description: 'How one part of the rows differs from the version before.' })
export class DatasetPartDrift {
  @Field(() => String, { description: 'label, prediction, confidence, segment, or input.x for a field.' }) part: string;
  @Field(() => PartKindEnum) kind: keyof typeof PartKindEnum;
  @Field(() => Int, { description: 'Rows of the version before.' }) before: number;
  @Field(() => Int, { description: 'Rows of this version.' }) now: number;
  @Field(() => Int, { description: 'Rows of the version before without a value.' }) missingBefore: number;
  @Field(() => Int, { description: 'Rows of this version without a value.' }) missingNow: number;
  @Field(() => Float, { description: 'Share of the rows that differ, in [0, 1]: total variation.' }) moved: number;
  @Field(() => Float, { description: 'Population stability index, ≥ 0.' }) psi: number;
  @Field(() => Float, { description: 'The index that stable rows exceed once in a hundred times.' }) psiByLuck: number;
  @Field(() => Float, { description: 'Jensen–Shannon distance, in [0, 1].' }) jensenShannon: number;
  @Field(() => Float, { description: 'Chance of it by luck alone, in [0, 1], all parts taken together.' }) p: number;
  @Field(() => DriftVerdictEnum) verdict: keyof typeof DriftVerdictEnum;
}
@ObjectType({ description: 'How a version’s rows differ from those of the one before; frozen with it.' })
export class DatasetDrift {
  @Field(() => Int, { description: 'The number of the version that it is compared with.' }) against: number;
  @Field(() => [DatasetPartDrift], { description: 'Those that differ most first, at most 104.' })
  parts: DatasetPartDrift[];
}
@ObjectType({ description: 'A frozen, numbered dataset: the same bytes on every day and process.' })
export class DatasetVersion {
  projectId: string;
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'Unique in the project; part of the address of its files.' }) number: number;
  @Field(() => String) name: string;
  @Field(() => DatasetStateEnum) state: keyof typeof DatasetStateEnum;
  @Field(() => JsonScalar, { description: 'Filter, consensus, split and protection.' }) definition: DatasetDefinition;
  @Field(() => Int, { nullable: true, description: 'Null: not frozen yet.' }) rows: number | null;
  @Field(() => Int, { description: 'While it is frozen: rows so far.' }) rowsDone: number;
  @Field(() => Int, { nullable: true, description: 'Cases that may become rows, counted or estimated; null: not yet.' })
  rowsExpected: number | null;
  @Field(() => Float, { nullable: true, description: 'Of the canonical JSONL; null: not frozen yet.' }) bytes:
    number | null;
  @Field(() => String, { nullable: true, description: 'Of the canonical JSONL, hexadecimal; null: not frozen yet.' })
  sha256: string | null;
  @Field(() => DatasetChanges, { nullable: true, description: 'Null: the first of its name, or not frozen yet.' })
  changes: DatasetChanges | null;
  @Field(() => DatasetDrift, {
    nullable: true,
    description: 'Null: as changes, or the version before was frozen when this was not measured.',
  })
  drift: DatasetDrift | null;
  @Field(() => JsonScalar, { nullable: true, description: 'The data card’s figures; null: not frozen yet.' })
  card: unknown;
  @Field(() => String, { nullable: true, description: 'Why it was given up; null: it was not.' }) failure:
    string | null;
  @Field(() => Int, { description: 'Rows erased since; above 0 it cannot be reproduced any more.' })
  erasedRows: number;
  @Field(() => [DatasetErasure], { description: 'Why they are gone; not of those that went before this was kept.' })
  erasures: DatasetErasure[];
  @Field(() => String) createdBy: string;
  @Field(() => Date) createdAt: Date;
  @Field(() => Date, { nullable: true }) readyAt: Date | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Versions of this name are frozen by themselves so often; null: no.',
  })
  everyMinutes: number | null;
  @Field(() => Date, { nullable: true, description: 'When the next is due, if labels came since.' })
  nextAt: Date | null;
}
@ObjectType({ description: 'One way to have a dataset as a file.' })
export class DatasetFormat {
  @Field(() => String, { description: 'The file is `data.<extension>`.' }) extension: string;
  @Field(() => [String], { description: 'Endings that may follow, for packed files.' }) compressions: string[];
}
@ObjectType({ description: 'That somebody took a dataset out.' })
export class DatasetDownload {
  @Field(() => String, { description: 'A person’s name, or that of a key.' }) actor: string;
  @Field(() => String) file: string;
  @Field(() => Date) at: Date;
}
@ObjectType({ description: 'How many rows a definition would give now.' })
export class DatasetCount {
  @Field(() => Int) rows: number;
  @Field(() => Boolean, { description: 'False: an estimate, because counting took too long.' }) isExact: boolean;
  @Field(() => Int, { nullable: true, description: 'With 95 % at least so many; null: not known.' }) lower:
    number | null;
  @Field(() => Int, { nullable: true, description: 'With 95 % at most so many; null: not known.' }) upper:
    number | null;
}
@InputType()
export class FreezeDatasetInput {
  @Field(() => ID) projectId: string;
  @Field(() => String, { description: 'Versions of one name are compared with each other.' }) name: string;
  @Field(() => JsonScalar, { nullable: true, description: 'Absent: as the last version of this name has it.' })
  definition?: unknown;
}
@InputType()
export class ScheduleDatasetInput {
  @Field(() => ID) projectId: string;
  @Field(() => String) name: string;
  @Field(() => Int, { nullable: true, description: 'From 5 minutes to 30 days; null: not by itself any more.' })
  everyMinutes?: number | null;
}
@InputType()
export class EraseCaseInput {
  @Field(() => ID) caseId: string;
  @Field(() => String) reason: string;
}
@ObjectType()
export class EraseCaseSuccess {
  @Field(() => ID) caseId: string;
  @Field(() => Int, { description: 'Datasets that held it and can no longer be reproduced.' }) datasets: number;
}

export function toDatasetVersion(row: VersionRow): DatasetVersion {
  return {
    projectId: row.project_id,
    id: row.id,
    number: row.number,
    name: row.name,
    // CHECKed in the database.
    state: row.state.toUpperCase() as keyof typeof DatasetStateEnum,
    definition: row.definition,
    rows: row.row_count,
    rowsDone: row.rows_done,
    rowsExpected: row.rows_expected,
    bytes: row.byte_count === null ? null : Number(row.byte_count),
    sha256: row.sha256,
    changes: row.changes,
    drift: row.drift && toDrift(row.drift),
    card: row.card,
    failure: row.failure,
    erasedRows: row.erased_rows,
    erasures: erasuresOf(row).map(({ why, rows, last }) => ({ why: ERASED[why], rows, last: new Date(last) })),
    createdBy: row.created_by,
    createdAt: row.created_at,
    readyAt: row.ready_at,
    everyMinutes: row.every_minutes,
    nextAt: row.next_at,
  };
}

function toDrift({ against, parts }: VersionDrift): DatasetDrift {
  return { against, parts: parts.map(toPartDrift) };
}

function toPartDrift({ kind, verdict, ...measured }: PartDrift): DatasetPartDrift {
  return { ...measured, kind: KINDS[kind], verdict: VERDICTS[verdict] };
}

const KINDS = { values: 'VALUES', numbers: 'NUMBERS', lengths: 'LENGTHS' } as const satisfies Record<PartKind, unknown>;
const VERDICTS = { moved: 'MOVED', steady: 'STEADY', too_few: 'TOO_FEW' } as const satisfies Record<
  DriftVerdict,
  unknown
>;
