import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';

/** Something to be pasted into a terminal or a notebook. */
export function Snippet({ says, code }: { readonly says: string; readonly code: string }) {
  return (
    <Stack gap={4} miw={0}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm">{says}</Text>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" flex="none" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Code block className="snippet" tabIndex={0}>
        {code}
      </Code>
    </Stack>
  );
}
