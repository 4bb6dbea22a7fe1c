import type { LabelFilterInput, Level } from '../lib/generated/graphql';

/** The filter as it stands in the address; days are the reader's own, both included. */
export type LabelSearch = {
  readonly since?: string;
  readonly until?: string;
  readonly blind?: string;
  readonly level?: Level;
  readonly reason?: string;
  readonly value?: string;
};

export type LabelFormat = 'jsonl' | 'csv' | 'parquet';

/** For GraphQL: instants, the upper one excluded. */
export function filterOf(search: LabelSearch): LabelFilterInput {
  const { from, to } = rangeOf(search);
  return {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(search.blind ? { blind: search.blind === 'true' } : {}),
    ...(search.level ? { level: search.level } : {}),
    ...(search.reason ? { reason: search.reason } : {}),
    ...(search.value ? { value: search.value } : {}),
  };
}

/** For REST: the same rows. */
export function queryOf(search: LabelSearch, format: LabelFormat): string {
  const { from, to } = rangeOf(search);
  const { blind, level, reason, value } = search;
  const given = Object.entries({ format, since: from, until: to, blind, level, reason, value });
  return new URLSearchParams(given.filter((pair): pair is [string, string] => Boolean(pair[1]))).toString();
}

function rangeOf({ since, until }: LabelSearch): { from?: string; to?: string } {
  const from = startOfDay(since);
  const to = startOfDay(until, 1);
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** Local midnight of the day, or of the one `days` later. */
function startOfDay(day: string | undefined, days = 0): string | undefined {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (!year || !month || !date) return undefined;
  return new Date(year, month - 1, date + days).toISOString();
}
