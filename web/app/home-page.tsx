import { useQuery } from '@apollo/client/react';
import { Button, Container, Group, SimpleGrid, Text } from '@mantine/core';
import { Link, Navigate } from '../lib/router';
import { ProjectsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useSession } from '../lib/session';
import { LevelMark } from '../ui/ladder-level';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { AccountMenu } from './account-menu';
import { UserText } from '../ui/user-text';

/** The projects that one has a part in; with only one, that one. */
export function HomePage() {
  const { me } = useSession();
  const { data, error, refetch } = useQuery(ProjectsDocument);
  const [only] = data?.projects ?? [];
  if (data?.projects.length === 1 && only && !me?.isOwner)
    return <Navigate to="/p/$slug" params={{ slug: only.slug }} replace />;
  return (
    <Container size="md" py="xl" component="main">
      <Page
        title="Projects"
        actions={
          <Group gap="xs">
            {me?.isOwner && (
              <Button component={Link} to="/new">
                New project
              </Button>
            )}
            <AccountMenu />
          </Group>
        }
      >
        {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
        {!data && !error && <Loading />}
        {data?.projects.length === 0 && (
          <Empty title="No project yet">
            {me?.isOwner
              ? 'A project is one kind of decision: what a case looks like, and what can be answered. Make the first one.'
              : 'Ask an admin to give you a role in one.'}
          </Empty>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {data?.projects.map((project) => (
            <Link key={project.id} to="/p/$slug" params={{ slug: project.slug }} className="project-card">
              <Text fw={600} size="lg">
                <UserText text={project.name} />
              </Text>
              <Text c="dimmed" size="sm" mb="sm">
                <UserText text={project.description} />
              </Text>
              <LevelMark level={project.level} />
            </Link>
          ))}
        </SimpleGrid>
      </Page>
    </Container>
  );
}
