import { useMutation } from '@apollo/client/react';
import { Badge, Box, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { ProjectDocument, SetDemoPausedDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, ProjectProvider, useProject } from '../lib/session';
import { LevelMark } from '../ui/ladder-level';
import { Logo } from '../ui/logo';
import { Loading } from '../ui/states';
import { AccountMenu } from './account-menu';
import { Forbidden } from './forbidden';
import { NotFound } from './not-found';
import { Palette, PaletteButton } from './palette';
import { PROJECT_PAGES } from './pages';
import { ProjectMenu } from './project-menu';
import { ExportNotice } from './export-notice';
import { ReadyNotice } from './ready-notice';
import { StoppedNotice } from './stopped-notice';

export function ProjectFrame() {
  const { slug } = useParams({ from: '/p/$slug' });
  return (
    <ProjectProvider
      slug={slug}
      loading={
        <Box p="xl" component="main">
          <Loading />
        </Box>
      }
      failed={(message) => <NotFound message={message} />}
    >
      <Header />
      <Palette />
      <ReadyNotice />
      <ExportNotice />
      <div className="frame-body">
        <ProjectMenu />
        <Box component="main" className="page" px={{ base: 'sm', sm: 'lg' }} py="md" maw={1280} mx="auto" w="100%">
          <StoppedNotice />
          <Allowed />
        </Box>
      </div>
    </ProjectProvider>
  );
}

/** The page itself, or what to do instead for whom it is not. */
function Allowed() {
  const project = useProject();
  const { pathname } = useLocation();
  const page = PROJECT_PAGES.find(({ path }) => pathname.split('/')[3] === path);
  if (page && !can(project, page.permission)) return <Forbidden page={page.name} />;
  return <Outlet />;
}

function Header() {
  const project = useProject();
  return (
    <header className="frame">
      <div className="frame-what">
        <Link to="/" className="frame-home" aria-label="Handrail: all projects">
          <Logo />
          <span className="wide-only">Handrail</span>
        </Link>
        <span className="frame-project">{project.name}</span>
        <LevelMark level={project.level} isShort />
      </div>
      <div className="frame-tools">
        <PaletteButton />
        {project.isDemo && <DemoSwitch />}
        <AccountMenu />
      </div>
    </header>
  );
}

function DemoSwitch() {
  const project = useProject();
  const [setPaused] = useMutation(SetDemoPausedDocument, {
    refetchQueries: [ProjectDocument],
    onError: (error) => notifications.show({ color: 'red', title: 'That did not work', message: messageOf(error) }),
  });
  if (!can(project, 'demo:switch'))
    return (
      <Badge variant="default" title="Sample data; its traffic is made up of real mails">
        Demo
      </Badge>
    );
  return (
    <Switch
      aria-label="Demo traffic"
      label={<span className="wide-only">Demo traffic</span>}
      title={project.demoPaused ? 'Demo traffic is paused' : 'Demo traffic is on: a mail every few seconds'}
      checked={!project.demoPaused}
      onChange={({ currentTarget: { checked } }) =>
        void setPaused({ variables: { projectId: project.id, paused: !checked } })
      }
    />
  );
}
