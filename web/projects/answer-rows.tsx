import { NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { KINDS, type Draft } from './new-project-form';

type Props = { readonly draft: Draft; readonly onChange: (part: Partial<Draft>) => void };

/** What can be answered. */
export function AnswerRows({ draft, onChange }: Props) {
  const orNone = (value: number | string): number | undefined => (typeof value === 'number' ? value : undefined);
  return (
    <Stack gap="sm" role="group" aria-label="What can be answered">
      <Select
        label="The answer is"
        maw={320}
        data={KINDS}
        allowDeselect={false}
        value={draft.kind}
        onChange={(kind) => kind && onChange({ kind })}
      />
      {(draft.kind === 'label' || draft.kind === 'labels') && (
        <TagsInput
          label="Labels"
          description="Enter adds one; their order is that of the keys 1, 2, 3 …"
          value={[...draft.labels]}
          onChange={(labels) => onChange({ labels })}
        />
      )}
      {draft.kind === 'number' && (
        <div className="trio">
          <NumberInput
            label="At least"
            placeholder="Any"
            value={draft.minimum ?? ''}
            onChange={(value) => onChange({ minimum: orNone(value) })}
          />
          <NumberInput
            label="At most"
            placeholder="Any"
            value={draft.maximum ?? ''}
            onChange={(value) => onChange({ maximum: orNone(value) })}
          />
          <TextInput
            label="Unit"
            placeholder="None"
            value={draft.unit}
            onChange={(event) => onChange({ unit: event.currentTarget.value })}
          />
        </div>
      )}
    </Stack>
  );
}
