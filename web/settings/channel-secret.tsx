import { Anchor, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Notice } from '../ui/notice';

/** What signs the messages of a channel, this once. */
export function ChannelSecret({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  return (
    <Notice tone="note" title="Copy the secret now: it is not shown again">
      <Stack gap="sm" miw={0}>
        <Text size="sm">
          Your service checks with it that a message is ours:{' '}
          <Anchor href="/docs#webhooks" target="_blank" size="sm" underline="always">
            how that is done
          </Anchor>
          .
        </Text>
        <Group gap="xs">
          <Code className="secret">{secret}</Code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the secret'}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" variant="subtle" onClick={onDone}>
            I have it
          </Button>
        </Group>
      </Stack>
    </Notice>
  );
}
