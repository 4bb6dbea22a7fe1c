import { useQuery } from '@apollo/client/react';
import { Anchor, Container, Group, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { BackgroundLoopsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { LoopTable, stateOf } from './loop-table';

const POLL_MS = 5000;

/** For operators: whether what Handrail does in the background still succeeds. */
export function OperationsPage() {
  const { data, error, refetch } = useQuery(BackgroundLoopsDocument, { pollInterval: POLL_MS });
  const loops = data?.backgroundLoops ?? [];
  const unknown = loops.filter((loop) => stateOf(loop) === 'UNKNOWN').length;
  const stopped = loops.filter(({ verdict }) => verdict !== 'OK');
  return (
    <Container size="lg" py="xl" component="main">
      <Page
        title="Background work"
        actions={
          <Anchor component={Link} to="/" size="sm">
            All projects
          </Anchor>
        }
      >
        {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
        {!data && !error && <Loading lines={10} />}
        {data && loops.length === 0 && (
          <Empty title="Nothing runs in the background yet">
            A process tells of its work some seconds after it starts. Start one with HANDRAIL_ROLE=worker or all.
          </Empty>
        )}
        {stopped.length > 0 && (
          <Notice tone="bad" title={`${stopped.length} of ${loops.length} do not succeed`}>
            <Text size="sm">
              None of these has succeeded for three of its periods. What the screens show of it may be old.
            </Text>
          </Notice>
        )}
        {loops.length > 0 && stopped.length === 0 && (
          <Group role="status">
            <Text fw={600}>
              {unknown === 0
                ? `All ${loops.length} succeed.`
                : `${loops.length - unknown} succeed; ${unknown} had no turn yet, so they are not known.`}
            </Text>
          </Group>
        )}
        {loops.length > 0 && <LoopTable loops={loops} />}
      </Page>
    </Container>
  );
}
