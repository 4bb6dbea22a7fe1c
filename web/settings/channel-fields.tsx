import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core';
import type { ChannelEvent, ChannelKind } from '../lib/generated/graphql';
import { EVENTS, KINDS } from './channel-words';

export type ChannelDraft = {
  readonly name: string;
  readonly events: readonly ChannelEvent[];
  readonly address: string;
};
type Props = {
  readonly kind: ChannelKind;
  readonly draft: ChannelDraft;
  readonly onChange: (draft: ChannelDraft) => void;
  /** Where nothing typed leaves the address as it is. */
  readonly isAddressKept?: boolean;
};

/** What a channel is called, where it leads and what it is told of. */
export function ChannelFields({ kind, draft, onChange, isAddressKept = false }: Props) {
  const { address, placeholder, says } = KINDS[kind];
  const common = {
    label: address,
    placeholder,
    description: isAddressKept ? 'Kept as it is where nothing is typed.' : says,
    value: draft.address,
    required: !isAddressKept,
    withAsterisk: false,
    autoComplete: 'off',
  };
  return (
    <Stack gap="sm">
      <TextInput
        label="Name"
        placeholder="On-call team"
        required
        withAsterisk={false}
        maxLength={80}
        value={draft.name}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, name: value })}
      />
      {kind === 'EMAIL' ? (
        <Textarea
          {...common}
          autosize
          minRows={1}
          maxLength={5000}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, address: value })}
        />
      ) : (
        <TextInput
          {...common}
          type="url"
          maxLength={2000}
          onChange={({ currentTarget: { value } }) => onChange({ ...draft, address: value })}
        />
      )}
      <Checkbox.Group
        label="Notified when"
        value={[...draft.events]}
        onChange={(events) =>
          onChange({ ...draft, events: EVENTS.map(({ value }) => value).filter((one) => events.includes(one)) })
        }
      >
        <Stack gap={6} mt={6}>
          {EVENTS.map(({ value, says: label }) => (
            <Checkbox key={value} value={value} label={label} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  );
}
