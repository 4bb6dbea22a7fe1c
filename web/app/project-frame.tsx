import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from '../lib/router';
import { can, ProjectProvider, useProject } from '../lib/session';
import { LevelMark } from '../ui/ladder-level';
import { lazily } from '../ui/lazily';
import { Logo } from '../ui/logo';
import { Loading } from '../ui/states';
import { AccountMenu } from './account-menu';
import { EndNotices } from './end-notices';
import { Forbidden } from './forbidden';
import { NotFound } from './not-found';
import { PaletteDoor } from './palette-door';
import { PROJECT_PAGES } from './pages';
import { ProjectMenu } from './project-menu';
import { StoppedNotice } from './stopped-notice';
import { UserText } from '../ui/user-text';

const DemoSwitch = lazily(async () => (await import('./demo-switch')).DemoSwitch);

type Props = { readonly slug: string; readonly children: ReactNode };

export function ProjectFrame({ slug, children }: Props) {
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
      <EndNotices />
      <div className="frame-body">
        <ProjectMenu />
        <Box component="main" className="page" px={{ base: 'sm', sm: 'lg' }} py="md" maw={1280} mx="auto" w="100%">
          <StoppedNotice />
          <Allowed>{children}</Allowed>
        </Box>
      </div>
    </ProjectProvider>
  );
}

/** The page itself, or what to do instead for whom it is not. */
function Allowed({ children }: Pick<Props, 'children'>) {
  const project = useProject();
  const { pathname } = useLocation();
  const page = PROJECT_PAGES.find(({ path }) => pathname.split('/')[3] === path);
  if (page && !can(project, page.permission)) return <Forbidden page={page.name} />;
  return children;
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
        <span className="frame-project">
          <UserText text={project.name} />
        </span>
        <LevelMark level={project.level} isShort />
      </div>
      <div className="frame-tools">
        <PaletteDoor />
        {project.isDemo && <DemoSwitch />}
        <AccountMenu />
      </div>
    </header>
  );
}
