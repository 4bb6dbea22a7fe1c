import { Button, Checkbox, Group, Paper, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { Notice } from '../ui/notice';

type Props = {
  /** A machine gets more say by it, and nobody knows what it would do. */
  readonly isMute: boolean;
  /** What the button does, in a few words. */
  readonly does: string;
  readonly isHeld?: boolean;
  readonly isLoading: boolean;
  readonly problem: string | null;
  readonly onSubmit: (reason: string, withoutProof: boolean) => void;
  readonly onCancel: () => void;
};

/** Asks why a policy is to be in force, and where that is not known, for saying so. */
export function ReasonForm({ isMute, does, isHeld = false, isLoading, problem, onSubmit, onCancel }: Props) {
  const [reason, setReason] = useState('');
  const [isWithoutProof, setWithoutProof] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSubmit(reason, isMute && isWithoutProof);
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <Stack gap="sm">
        {problem && <Notice tone="bad">{problem}</Notice>}
        {isMute && (
          <Checkbox
            label="Apply without proof"
            description="Nobody knows what the machine would do. History marks it for ever."
            checked={isWithoutProof}
            onChange={(event) => setWithoutProof(event.currentTarget.checked)}
          />
        )}
        <TextInput
          label={isMute ? 'Why, without proof?' : 'Why?'}
          description="Everyone sees it in History."
          required
          withAsterisk={false}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={isLoading} disabled={isHeld || (isMute && !isWithoutProof)}>
            {isMute ? 'Apply without proof' : does}
          </Button>
          <Button variant="subtle" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
