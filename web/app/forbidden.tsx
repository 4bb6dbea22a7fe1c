import { Button, Group, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { can, useProject } from '../lib/session';
import { Page } from '../ui/page';
import { PROJECT_PAGES } from './pages';
import { UserText } from '../ui/user-text';

const ROLE_WORDS = { REVIEWER: 'reviewer', DATA_SCIENTIST: 'data scientist', ADMIN: 'admin' } as const;

/** The page exists, but not for this role: says which role this is, and where it can go. */
export function Forbidden({ page }: { readonly page: string }) {
  const project = useProject();
  const roles = project.myRoles.map((role) => ROLE_WORDS[role]).join(' and ');
  return (
    <Page title="Not for your role" of={project.name}>
      <Text maw={520}>
        Your role in <UserText text={project.name} /> is {roles}; {page} needs another one. An admin of the project can
        give it to you.
      </Text>
      <Group>
        {PROJECT_PAGES.filter(({ permission }) => can(project, permission)).map(({ path, name }) => (
          <Button key={path} variant="default" component={Link} to={`/p/${project.slug}/${path}`}>
            Go to {name}
          </Button>
        ))}
      </Group>
    </Page>
  );
}
