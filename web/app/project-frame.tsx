import { useMutation } from '@apollo/client/react';
import { Anchor, Badge, Box, Group, Switch, Text } from '@mantine/core';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { ProjectDocument, SetDemoPausedDocument } from '../lib/generated/graphql';
import { can, ProjectProvider, useProject } from '../lib/session';
import { LevelMark } from '../ui/ladder-level';
import { Failed, Loading } from '../ui/states';
import { AccountMenu } from './account-menu';
import { Palette, PaletteButton } from './palette';
import { PROJECT_PAGES } from './pages';

export function ProjectFrame() {
  const { slug } = useParams({ from: '/p/$slug' });
  return (
    <ProjectProvider
      slug={slug}
      loading={
        <Box p="xl">
          <Loading />
        </Box>
      }
      failed={(message) => (
        <Box p="xl">
          <Failed message={message} />
        </Box>
      )}
    >
      <Header />
      <Palette />
      <Box component="main" px={{ base: 'sm', sm: 'lg' }} py="md" maw={1280} mx="auto">
        <Outlet />
      </Box>
    </ProjectProvider>
  );
}

function Header() {
  const project = useProject();
  return (
    <Group
      component="header"
      px={{ base: 'sm', sm: 'lg' }}
      py={8}
      gap="md"
      justify="space-between"
      style={{ borderBottom: '1px solid var(--mantine-color-default-border)' }}
    >
      <Group gap="md">
        <Anchor component={Link} to="/" c="inherit" fw={700} underline="never">
          Handrail
        </Anchor>
        <Text fw={500}>{project.name}</Text>
        <LevelMark level={project.level} />
      </Group>
      <Group component="nav" aria-label="Project" gap="md">
        {PROJECT_PAGES.filter(({ permission }) => can(project, permission)).map(({ path, name }) => (
          <Anchor
            key={path}
            component={Link}
            to={`/p/${project.slug}/${path}`}
            size="sm"
            activeProps={{ 'aria-current': 'page', style: { fontWeight: 700 } }}
          >
            {name}
          </Anchor>
        ))}
      </Group>
      <Group gap="sm">
        <PaletteButton />
        {project.isDemo && <DemoSwitch />}
        <AccountMenu />
      </Group>
    </Group>
  );
}

function DemoSwitch() {
  const project = useProject();
  const [setPaused] = useMutation(SetDemoPausedDocument, { refetchQueries: [ProjectDocument] });
  if (!can(project, 'demo:switch'))
    return (
      <Badge variant="light" color="gray">
        Demo
      </Badge>
    );
  return (
    <Switch
      size="sm"
      label="Demo traffic"
      checked={!project.demoPaused}
      onChange={({ currentTarget: { checked } }) =>
        void setPaused({ variables: { projectId: project.id, paused: !checked } })
      }
    />
  );
}
