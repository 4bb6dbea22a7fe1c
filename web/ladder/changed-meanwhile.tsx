import { Button, Group, Text } from '@mantine/core';
import type { PolicyPartsFragment } from '../lib/generated/graphql';
import { thresholdText } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { Notice } from '../ui/notice';
import { UserText } from '../ui/user-text';

type Props = {
  readonly policy: PolicyPartsFragment;
  readonly onKeep: () => void;
  readonly onTake: () => void;
};

/** Somebody else moved the ladder while this admin was choosing: says what, and asks; nothing chosen is lost. */
export function ChangedMeanwhile({ policy, onKeep, onTake }: Props) {
  return (
    <Notice tone="bad" title="The ladder was moved meanwhile">
      <Text size="sm">
        <UserText text={policy.createdBy} /> applied policy {policy.version} while you were choosing:{' '}
        {LEVEL_WORDS[policy.level].name} at {thresholdText(policy.settings.globalThreshold)}, because “
        <UserText text={policy.reason} />
        ”. Your choice is still here and not in force.
      </Text>
      <Group mt="sm" gap="xs">
        <Button size="sm" onClick={onKeep}>
          Compare my choice with it
        </Button>
        <Button size="sm" variant="default" onClick={onTake}>
          Leave it as they set it
        </Button>
      </Group>
    </Notice>
  );
}
