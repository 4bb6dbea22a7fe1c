import { Text } from '@mantine/core';
import { Notice } from '../ui/notice';
import { UserText } from '../ui/user-text';

type Props = {
  /** What the server said to a move that came too late; null: none was made. */
  readonly message: string | null;
  /** What the person had typed. */
  readonly reason: string;
};

/** The rollout ended while a person was about to move it: they are told, and keep what they typed. */
export function EndedMeanwhile({ message, reason }: Props) {
  if (message === null && reason.trim() === '') return null;
  return (
    <Notice tone={message === null ? 'note' : 'bad'} title="It ended meanwhile: nothing is left to be moved">
      {message && (
        <Text size="sm">
          <UserText text={message} />
        </Text>
      )}
      {reason.trim() !== '' && <Text size="sm">You had written: “{reason.trim()}”</Text>}
    </Notice>
  );
}
