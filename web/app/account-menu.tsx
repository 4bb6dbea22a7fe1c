import { useApolloClient, useMutation } from '@apollo/client/react';
import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { LogOut, MonitorCog, Moon, Sun } from 'lucide-react';
import { SignOutDocument } from '../lib/generated/graphql';
import { useSession } from '../lib/session';

export function AccountMenu() {
  const client = useApolloClient();
  const { me } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const [signOut] = useMutation(SignOutDocument);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-md">
          {me?.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me?.email}</Menu.Label>
        <Menu.Item leftSection={<Sun size={16} />} onClick={() => setColorScheme('light')}>
          Light
        </Menu.Item>
        <Menu.Item leftSection={<Moon size={16} />} onClick={() => setColorScheme('dark')}>
          Dark
        </Menu.Item>
        <Menu.Item leftSection={<MonitorCog size={16} />} onClick={() => setColorScheme('auto')}>
          As the system
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={() => void signOut().then(() => client.resetStore())}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
