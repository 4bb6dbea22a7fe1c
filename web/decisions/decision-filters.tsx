import { ROUTE_REASONS } from '@handrail/shared/ladder';
import { Select, TextInput } from '@mantine/core';
import type { DeciderKind } from '../lib/generated/graphql';
import { inWords } from '../ui/format';

/** The filter as it stands in the address. */
export type DecisionSearch = {
  readonly q?: string;
  readonly by?: DeciderKind;
  readonly status?: string;
  readonly reason?: string;
};
type Props = {
  readonly search: DecisionSearch;
  readonly onChange: (change: Record<string, string | undefined>) => void;
};
const WHO = [
  { value: 'HUMAN', label: 'Person' },
  { value: 'MODEL', label: 'Machine' },
  { value: 'SYSTEM', label: 'Previous system' },
];

/** Which cases: by their words, who decided, whether anybody has, and why it went there. */
export function DecisionFilters({ search, onChange }: Props) {
  return (
    <div role="search" aria-label="Which cases" className="filters">
      <TextInput
        label="Search"
        placeholder="Words of the input"
        value={search.q ?? ''}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
      />
      <Select
        label="Decided by"
        placeholder="Anyone"
        clearable
        data={WHO}
        value={search.by ?? null}
        onChange={(by) => onChange({ by: by ?? undefined })}
      />
      <Select
        label="Status"
        placeholder="Any"
        clearable
        data={[
          { value: 'decided', label: 'Decided' },
          { value: 'pending', label: 'Waiting for a person' },
        ]}
        value={search.status ?? null}
        onChange={(status) => onChange({ status: status ?? undefined })}
      />
      <Select
        label="Why"
        placeholder="Any reason"
        clearable
        data={ROUTE_REASONS.map((value) => ({ value, label: inWords(value) }))}
        value={search.reason ?? null}
        onChange={(reason) => onChange({ reason: reason ?? undefined })}
      />
    </div>
  );
}
