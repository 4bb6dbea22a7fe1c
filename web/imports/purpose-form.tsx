import { IMPORT_PURPOSES } from '@handrail/shared/imports';
import { Radio, Stack, Switch, TextInput } from '@mantine/core';
import type { ImportDraft } from './import-draft';
import { PURPOSES } from './import-words';

type Props = { readonly draft: ImportDraft; readonly onChange: (draft: ImportDraft) => void };

/** What the rows are for, and what is done about those that do not fit. */
export function PurposeForm({ draft, onChange }: Props) {
  return (
    <Stack gap="sm">
      <Radio.Group
        label="They are"
        value={draft.purpose}
        onChange={(value) => {
          const purpose = IMPORT_PURPOSES.find((one) => one === value);
          if (purpose) onChange({ ...draft, purpose });
        }}
      >
        <Stack gap="xs" mt={4}>
          {IMPORT_PURPOSES.map((value) => (
            <Radio key={value} value={value} label={PURPOSES[value].name} description={PURPOSES[value].says} />
          ))}
        </Stack>
      </Radio.Group>
      {draft.purpose === 'past' && (
        <TextInput
          label="The system’s name"
          description="name@version, as in comparisons with machines"
          value={draft.system}
          maxLength={110}
          onChange={(event) => onChange({ ...draft, system: event.currentTarget.value })}
        />
      )}
      <Switch
        label="Labels were given without a machine’s suggestion in view"
        checked={draft.blind}
        onChange={(event) => onChange({ ...draft, blind: event.currentTarget.checked })}
      />
      <Switch
        label="Import nothing if a single row does not fit"
        checked={draft.onBadRow === 'none'}
        onChange={(event) => onChange({ ...draft, onBadRow: event.currentTarget.checked ? 'none' : 'keep-good' })}
      />
    </Stack>
  );
}
