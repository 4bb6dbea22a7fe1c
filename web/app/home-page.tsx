import { useQuery } from '@apollo/client/react';
import { Anchor, Card, Container, Group, SimpleGrid, Text, Title } from '@mantine/core';
import { Link, Navigate } from '@tanstack/react-router';
import { ProjectsDocument } from '../lib/generated/graphql';
import { useSession } from '../lib/session';
import { NewProject } from '../projects/new-project';
import { LevelMark } from '../ui/ladder-level';
import { Empty, Failed, Loading } from '../ui/states';
import { AccountMenu } from './account-menu';
import { messageOf } from '../lib/problem';

/** The projects that one has a part in; with only one, that one. */
export function HomePage() {
  const { me } = useSession();
  const { data, error, refetch } = useQuery(ProjectsDocument);
  const [only] = data?.projects ?? [];
  if (data?.projects.length === 1 && only && !me?.isOwner)
    return <Navigate to="/p/$slug" params={{ slug: only.slug }} />;
  return (
    <Container size="md" py="xl" component="main">
      <Group justify="space-between" mb="lg">
        <Title order={1}>Projects</Title>
        <AccountMenu />
      </Group>
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data?.projects.length === 0 && (
        <Empty title="No project yet">
          {me?.isOwner
            ? 'Create one below: what a case looks like, and what can be answered.'
            : 'Ask an admin to give you a role in one.'}
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {data?.projects.map((project) => (
          <Card key={project.id} withBorder padding="md">
            <Anchor component={Link} to={`/p/${project.slug}`} fw={600} size="lg">
              {project.name}
            </Anchor>
            <Text c="dimmed" size="sm" mb="sm">
              {project.description}
            </Text>
            <LevelMark level={project.level} />
          </Card>
        ))}
      </SimpleGrid>
      {me?.isOwner && <NewProject onCreated={() => void refetch()} />}
    </Container>
  );
}
