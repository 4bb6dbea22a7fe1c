import { useQuery } from '@apollo/client/react';
import { Box, Button, CloseButton, Group, Stack, Tabs, Text, Typography } from '@mantine/core';
import { useState } from 'react';
import { answer } from '../ui/format';
import { MyRecentLabelsDocument, type MyRecentLabelsQuery } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { lazily } from '../ui/lazily';
import { summaryOf } from '../ui/summary';
import { Empty, Failed, Loading } from '../ui/states';
import { UserText } from '../ui/user-text';
import { When } from '../ui/when';
import { messageOf } from '../lib/problem';
import { isolated } from '../ui/visible-text';

const Markdown = lazily(async () => (await import('./guidelines')).Guidelines, { waiting: <Loading /> });
type MyLabel = MyRecentLabelsQuery['myRecentLabels'][number];
type Props = {
  readonly onClose: () => void;
  readonly onCorrect: (label: MyLabel) => void;
};

/** What a reviewer looks up beside the case, which stays in sight: the guidelines, and their own last answers. */
export function ReviewDrawer({ onClose, onCorrect }: Props) {
  const project = useProject();
  return (
    <Box component="aside" className="review-aside" aria-label="Guidelines and last answers">
      <Group justify="flex-end">
        <CloseButton aria-label="Close guidelines and last answers (h)" onClick={onClose} />
      </Group>
      <Tabs defaultValue="guidelines" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="guidelines">Guidelines</Tabs.Tab>
          <Tabs.Tab value="answers">My last answers</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="guidelines" pt="md">
          {project.guidelines.trim() === '' ? (
            <Empty isSmall title="No guidelines yet">
              An admin can write them under Settings, Project.
            </Empty>
          ) : (
            <Typography className="guidelines" dir="auto">
              <Markdown text={project.guidelines} />
            </Typography>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="answers" pt="md">
          <MyAnswers onCorrect={onCorrect} />
        </Tabs.Panel>
      </Tabs>
    </Box>
  );
}

function MyAnswers({ onCorrect }: Pick<Props, 'onCorrect'>) {
  const project = useProject();
  const [openedAt] = useState(() => Date.now());
  const { data, error, refetch } = useQuery(MyRecentLabelsDocument, {
    variables: { projectId: project.id },
    fetchPolicy: 'network-only',
  });
  if (error) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.myRecentLabels.length === 0)
    return (
      <Empty isSmall title="No answer yet">
        Your last ten answers will be here, to look at and to correct.
      </Empty>
    );
  return (
    <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
      {data.myRecentLabels.map((label) => (
        <li key={label.id}>
          <Text size="sm" lineClamp={2}>
            <UserText text={summaryOf(project.inputSchema, label.input)} />
          </Text>
          <Text size="sm">
            <b>
              <UserText text={answer(label.value)} />
            </b>{' '}
            {label.note ? <UserText text={`· ${isolated(label.note)}`} /> : ''}
          </Text>
          <Text size="xs" c="dimmed">
            <When iso={label.createdAt} />
          </Text>
          {Date.parse(label.correctableUntil) > openedAt && (
            <Button size="compact-sm" variant="default" mt={4} onClick={() => onCorrect(label)}>
              Correct it
            </Button>
          )}
        </li>
      ))}
    </Stack>
  );
}
