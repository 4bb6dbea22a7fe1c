import type { DatasetAbout } from '@handrail/shared/datasets';
import { Stack, Text, Textarea, TextInput } from '@mantine/core';

/** As it is typed; what is empty is not said. */
export type AboutDraft = Readonly<Record<keyof DatasetAbout, string>>;
export const NOTHING_SAID: AboutDraft = { licence: '', consent: '', limits: '' };

type Props = { readonly draft: AboutDraft; readonly onChange: (draft: AboutDraft) => void };

/** What no column says, for the data card. */
export function AboutForm({ draft, onChange }: Props) {
  const set =
    (part: keyof AboutDraft) =>
    ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }): void =>
      onChange({ ...draft, [part]: value });
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        For the data card
      </Text>
      <Textarea label="Known limits" autosize maxLength={4000} value={draft.limits} onChange={set('limits')} />
      <TextInput label="Licence" maxLength={200} value={draft.licence} onChange={set('licence')} />
      <Textarea label="Consent" autosize maxLength={2000} value={draft.consent} onChange={set('consent')} />
    </Stack>
  );
}

/** The part of the definition that the draft comes to. */
export function aboutOf(draft: AboutDraft): { about?: DatasetAbout } {
  const said = Object.entries(draft).filter(([, value]) => value.trim() !== '');
  return said.length === 0 ? {} : { about: Object.fromEntries(said) };
}
