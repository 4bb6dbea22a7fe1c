import type { FlatColumn, FlatRow, FlatValue } from '@handrail/shared/datasets';

export type ColumnValues = FlatValue[];

/** Turns rows into columns, so many at a time. */
export class ColumnBatch<Row = FlatRow> {
  private values: ColumnValues[];
  private rows = 0;
  private characters = 0;

  constructor(
    private readonly columns: readonly FlatColumn<Row>[],
    private readonly most: { readonly rows: number; readonly characters: number },
  ) {
    this.values = columns.map(() => []);
  }

  get isEmpty(): boolean {
    return this.rows === 0;
  }

  /** Whether it is full now, and has to be taken. */
  add(row: Row): boolean {
    let at = 0;
    for (const { valueOf } of this.columns) {
      const value = valueOf(row);
      if (typeof value === 'string') this.characters += value.length;
      this.values[at]?.push(value);
      at += 1;
    }
    this.rows += 1;
    return this.rows >= this.most.rows || this.characters >= this.most.characters;
  }

  /** A list for each column, or none where there are no rows. */
  take(): ColumnValues[] {
    const { values, rows } = this;
    [this.values, this.rows, this.characters] = [this.columns.map(() => []), 0, 0];
    return rows === 0 ? [] : values;
  }
}
