import type { LabelRow } from '@handrail/shared/contracts';
import { protectInput, type DatasetShape, type Protection } from '@handrail/shared/datasets';
import { own, type InputSchema } from '@handrail/shared/schema';

/** Labels as they leave to somebody: their personal fields treated as the project says. */
export class LabelProtection {
  constructor(
    private readonly schema: InputSchema,
    readonly ways: Readonly<Record<string, Protection>>,
    private readonly salt: string,
  ) {}

  /** The fields that are there at all. */
  get inputSchema(): InputSchema {
    return { fields: this.schema.fields.filter(({ name }) => own(this.ways, name) !== 'drop') };
  }

  row(row: LabelRow): LabelRow {
    return Object.keys(this.ways).length === 0 ? row : { ...row, input: protectInput(row.input, this.ways, this.salt) };
  }

  async *all(rows: AsyncIterable<LabelRow>): AsyncGenerator<LabelRow> {
    for await (const row of rows) yield this.row(row);
  }

  /** What the values are once they are treated: codes are text. */
  shape(shape: DatasetShape): DatasetShape {
    const fields = Object.entries(shape.fields).flatMap(([name, kinds]): [string, DatasetShape['fields'][string]][] => {
      if (own(this.ways, name) === 'drop') return [];
      return [[name, own(this.ways, name) === 'hash' ? ['text'] : kinds]];
    });
    return { ...shape, fields: Object.fromEntries(fields) };
  }
}
