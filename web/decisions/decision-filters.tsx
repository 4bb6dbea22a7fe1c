import { ROUTE_REASONS } from '@handrail/shared/ladder';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { inWords } from '../ui/format';
import { activeOf, ALL, MORE, type FilterProps } from './decision-search';
import { MoreFilters } from './more-filters';

const WHO = [
  { value: 'HUMAN', label: 'Person' },
  { value: 'MODEL', label: 'Machine' },
  { value: 'SYSTEM', label: 'Previous system' },
];

/** Which cases: by their words, who decided, whether anybody has, and why it went there; the rest on demand. */
export function DecisionFilters({ search, onChange }: FilterProps) {
  const more = activeOf(search, MORE);
  const [isOpen, setOpen] = useState(more > 0);
  return (
    <Stack gap="sm" role="search" aria-label="Which cases">
      <div className="filters">
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
      {isOpen && <MoreFilters search={search} onChange={onChange} />}
      <Group gap="sm">
        <Button variant="default" size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Fewer filters' : `More filters${more > 0 ? ` (${more})` : ''}`}
        </Button>
        {activeOf(search, ALL) > 0 && (
          <Button
            variant="default"
            size="sm"
            onClick={() => onChange(Object.fromEntries(ALL.map((name) => [name, undefined])))}
          >
            Clear all filters
          </Button>
        )}
      </Group>
    </Stack>
  );
}
