import { useMutation } from '@apollo/client/react';
import { Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { TestChannelDocument, type ChannelPartsFragment, type TestChannelMutation } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Props = { readonly channel: ChannelPartsFragment; readonly onDone: () => void };

/** Sends something that says that it is a test, and shows what went out and what came back. */
export function TestChannel({ channel: { id, name }, onDone }: Props) {
  const [test, { data, error, loading }] = useMutation(TestChannelDocument);
  return (
    <Stack gap="sm" role="region" aria-label={`Test of ${isolated(name)}`}>
      <Title order={2} size="h5">
        Test of “<UserText text={name} />”
      </Title>
      <Group>
        <Button loading={loading} onClick={() => void test({ variables: { id } })}>
          Send a test
        </Button>
        <Button variant="subtle" onClick={onDone}>
          Close
        </Button>
      </Group>
      {error && <Failed message={messageOf(error)} />}
      {data && <Result result={data.testChannel} />}
    </Stack>
  );
}

function Result({ result }: { readonly result: TestChannelMutation['testChannel'] }) {
  const { isTaken, status, headers, body, answerStatus, answer } = result;
  return (
    <>
      <Notice tone={isTaken ? 'note' : 'bad'} title={isTaken ? 'It was taken' : 'It was not taken'}>
        {status}
      </Notice>
      {body !== '' && (
        <>
          <Text size="sm">Sent</Text>
          <Code block className="snippet" tabIndex={0}>
            {[...headers, '', body].join('\n')}
          </Code>
        </>
      )}
      {answerStatus != null && (
        <>
          <Text size="sm">Answered</Text>
          <Code block className="snippet" tabIndex={0}>
            {[`HTTP ${answerStatus}`, ...(answer == null || answer === '' ? [] : ['', answer])].join('\n')}
          </Code>
        </>
      )}
    </>
  );
}
