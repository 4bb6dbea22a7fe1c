import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '../lib/router';
import { can, useProject } from '../lib/session';
import { Page } from '../ui/page';
import { ApiKeysPanel } from './api-keys-panel';
import { ChannelsPanel } from './channels-panel';
import { MembersPanel } from './members-panel';
import { ProfilePanel } from './profile-panel';
import { ProjectPanel } from './project-panel';

export function SettingsPage() {
  const project = useProject();
  const { tab = 'keys' }: { tab?: string } = useSearch();
  const navigate = useNavigate();
  return (
    <Page title="Settings" of={project.name}>
      <Tabs
        value={tab}
        onChange={(next) => void navigate({ to: '.', search: { tab: next }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="keys">API keys</Tabs.Tab>
          {can(project, 'members:edit') && <Tabs.Tab value="members">People</Tabs.Tab>}
          {can(project, 'project:edit') && <Tabs.Tab value="project">Project</Tabs.Tab>}
          {can(project, 'policy:read') && <Tabs.Tab value="profile">Deployment</Tabs.Tab>}
          {can(project, 'monitoring:read') && <Tabs.Tab value="channels">Channels</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="keys" pt="md">
          <ApiKeysPanel projectId={project.id} />
        </Tabs.Panel>
        <Tabs.Panel value="members" pt="md">
          <MembersPanel projectId={project.id} />
        </Tabs.Panel>
        <Tabs.Panel value="profile" pt="md">
          <ProfilePanel />
        </Tabs.Panel>
        <Tabs.Panel value="channels" pt="md">
          <ChannelsPanel />
        </Tabs.Panel>
        <Tabs.Panel value="project" pt="md">
          <ProjectPanel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
