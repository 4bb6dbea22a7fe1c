import { LEVELS, REVIEW_REASONS } from '@handrail/shared/ladder';
import { outputSchemaSchema } from '@handrail/shared/schema';
import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useProject } from '../lib/session';
import { inWords } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import type { LabelSearch } from './label-filter';
import { isolated } from '../ui/visible-text';

type Props = {
  readonly search: LabelSearch;
  readonly onChange: (change: Partial<Record<keyof LabelSearch, string | undefined>>) => void;
};

/** Which labels: by time, level, reason, blindness and answer. */
export function LabelFilters({ search, onChange }: Props) {
  const schema = outputSchemaSchema.parse(useProject().outputSchema);
  const isFiltered = Object.values(search).some(Boolean);
  return (
    <Stack gap="sm" role="search" aria-label="Which labels">
      <div className="pair">
        <TextInput
          type="date"
          label="From"
          max={search.until}
          value={search.since ?? ''}
          onChange={(event) => onChange({ since: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label="To, included"
          min={search.since}
          value={search.until ?? ''}
          onChange={(event) => onChange({ until: event.currentTarget.value })}
        />
      </div>
      <Select
        label="Level"
        placeholder="Any"
        clearable
        data={LEVELS.map((value) => ({ value, label: LEVEL_WORDS[value].name }))}
        value={search.level ?? null}
        onChange={(level) => onChange({ level: level ?? undefined })}
      />
      <Select
        label="Reason"
        placeholder="Any"
        clearable
        data={REVIEW_REASONS.map((value) => ({ value, label: inWords(value) }))}
        value={search.reason ?? null}
        onChange={(reason) => onChange({ reason: reason ?? undefined })}
      />
      <Select
        label="Blind"
        placeholder="Any"
        clearable
        data={[
          { value: 'true', label: 'Blind only' },
          { value: 'false', label: 'With the suggestion in view' },
        ]}
        value={search.blind ?? null}
        onChange={(blind) => onChange({ blind: blind ?? undefined })}
      />
      {'labels' in schema ? (
        <Select
          label="Answer"
          placeholder="Any"
          clearable
          searchable
          data={schema.labels.map(({ value, title }) => ({ value, label: isolated(title ?? value) }))}
          value={search.value ?? null}
          onChange={(value) => onChange({ value: value ?? undefined })}
        />
      ) : (
        schema.kind === 'text' && (
          <TextInput
            label="Answer"
            placeholder="Exactly this text"
            value={search.value ?? ''}
            onChange={(event) => onChange({ value: event.currentTarget.value })}
          />
        )
      )}
      {isFiltered && (
        <Button
          variant="default"
          size="sm"
          onClick={() => onChange(Object.fromEntries(Object.keys(search).map((key) => [key, undefined])))}
        >
          Clear all filters
        </Button>
      )}
    </Stack>
  );
}
