import { useMutation } from '@apollo/client/react';
import type { InputField } from '@handrail/shared/schema';
import { NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { MarkPersonalDocument, type PersonalWay } from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { isolated } from '../ui/visible-text';

const WAYS = [
  { value: '', label: 'as it is', way: null },
  { value: 'drop', label: 'personal: left out', way: 'DROP' },
  { value: 'hash', label: 'personal: as a code', way: 'HASH' },
  { value: 'mask', label: 'personal: masked', way: 'MASK' },
] as const satisfies readonly { value: string; label: string; way: PersonalWay | null }[];

/** How a field leaves in files; in force as soon as it is chosen, and taken back the same way. */
export function PersonalMark({ field: { name, title, personal } }: { readonly field: InputField }) {
  const project = useProject();
  const [mark, { error }] = useMutation(MarkPersonalDocument);
  const choose = (value: string): void => {
    const chosen = WAYS.find((one) => one.value === value) ?? WAYS[0];
    inPlace(
      mark({ variables: { input: { projectId: project.id, fields: [{ name, way: chosen.way }] } } }).then(() =>
        notifications.show({
          message: `${isolated(title ?? name)} leaves ${chosen.label.replace('personal: ', '')} from now on.`,
        }),
      ),
    );
  };
  return (
    <NativeSelect
      size="sm"
      aria-label={`${isolated(title ?? name)} in files`}
      data={WAYS.map(({ value, label }) => ({ value, label }))}
      value={personal ?? ''}
      error={error && messageOf(error)}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
