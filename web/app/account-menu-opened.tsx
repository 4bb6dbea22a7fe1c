import { useMutation } from '@apollo/client/react';
import { Button, Group, Menu, Modal, Text, useMantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from '../lib/router';
import { Activity, LogOut, MonitorCog, Moon, Sun } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { SignOutDocument } from '../lib/generated/graphql';
import { forgetWork, unsentCount } from '../lib/kept-work';
import { isSignedOut, messageOf } from '../lib/problem';
import { useSession } from '../lib/session';
import { UserText } from '../ui/user-text';
import { AccountButton } from './account-button';
import { isolated } from '../ui/visible-text';

const THEMES = [
  { scheme: 'light', name: 'Light', Icon: Sun },
  { scheme: 'dark', name: 'Dark', Icon: Moon },
  { scheme: 'auto', name: 'System', Icon: MonitorCog },
] as const;

/** The menu of the account; it opens when it is there, for then it has been asked for. */
export function AccountMenuOpened() {
  const { me } = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const [signOut] = useMutation(SignOutDocument);
  const button = useRef<HTMLButtonElement>(null);
  // Synchronises with the page's focus: it goes from the button into the menu, and comes back to it.
  useEffect(() => {
    button.current?.focus();
    button.current?.click();
  }, []);
  const [unsent, setUnsent] = useState(0);
  const ask = (): void => {
    const waiting = unsentCount(me?.id ?? '');
    if (waiting === 0) void leave();
    else setUnsent(waiting);
  };
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
    <>
      <Unsent count={unsent} onStay={() => setUnsent(0)} onLeave={() => void leave()} />
      <Menu position="bottom-end">
        <Menu.Target>
          <AccountButton ref={button} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <UserText text={me?.email ?? ''} />
          </Menu.Label>
          {THEMES.map(({ scheme, name, Icon }) => (
            <Menu.Item
              key={scheme}
              leftSection={<Icon size={16} aria-hidden />}
              onClick={() => setColorScheme(scheme)}
            >{`${isolated(name)} theme`}</Menu.Item>
          ))}
          <Menu.Divider />
          {me?.isOwner && (
            <Menu.Item component={Link} to="/operations" leftSection={<Activity size={16} aria-hidden />}>
              Background work
            </Menu.Item>
          )}
          <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={ask}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

type UnsentProps = { readonly count: number; readonly onStay: () => void; readonly onLeave: () => void };

/** What was answered and has not gone out would be lost: signing out erases what is on the device. */
function Unsent({ count, onStay, onLeave }: UnsentProps) {
  const answers = count === 1 ? '1 answer' : `${count} answers`;
  return (
    <Modal opened={count > 0} onClose={onStay} title={`${answers} not sent yet`} centered>
      <Text size="sm">
        {count === 1 ? 'It is' : 'They are'} kept on this device and sent as soon as Handrail can be reached. Signing
        out erases what is kept here.
      </Text>
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onLeave}>
          Sign out and lose {count === 1 ? 'it' : 'them'}
        </Button>
        <Button onClick={onStay} data-autofocus>
          Stay and send
        </Button>
      </Group>
    </Modal>
  );
}
