import { useMutation } from '@apollo/client/react';
import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { Activity, CircleUserRound, LogOut, MonitorCog, Moon, Sun } from 'lucide-react';
import { SignOutDocument } from '../lib/generated/graphql';
import { forgetWork } from '../lib/kept-work';
import { isSignedOut, messageOf } from '../lib/problem';
import { useSession } from '../lib/session';

const THEMES = [
  { scheme: 'light', name: 'Light', Icon: Sun },
  { scheme: 'dark', name: 'Dark', Icon: Moon },
  { scheme: 'auto', name: 'System', Icon: MonitorCog },
] as const;

export function AccountMenu() {
  const { me } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const [signOut] = useMutation(SignOutDocument);
  const leave = async (): Promise<void> => {
    try {
      await signOut();
    } catch (error) {
      // Who believes to be signed out leaves the machine to others.
      if (!isSignedOut(error))
        return void notifications.show({ color: 'red', title: 'You are still signed in', message: messageOf(error) });
    }
    // A fresh page: nothing of this person stays in memory, nor on the device.
    forgetWork();
    location.assign('/');
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="sm" px="xs" aria-label={`Account of ${me?.name ?? 'nobody'}`}>
          <CircleUserRound size={18} aria-hidden />
          <span className="wide-only account-name">{me?.name}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me?.email}</Menu.Label>
        {THEMES.map(({ scheme, name, Icon }) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} aria-hidden />}
            onClick={() => setColorScheme(scheme)}
          >{`${name} theme`}</Menu.Item>
        ))}
        <Menu.Divider />
        {me?.isOwner && (
          <Menu.Item component={Link} to="/operations" leftSection={<Activity size={16} aria-hidden />}>
            Background work
          </Menu.Item>
        )}
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
