import { notificationsStore, useNotifications } from '@mantine/notifications';
import { lazily } from '../ui/lazily';

const NoticesShown = lazily(async () => (await import('./notices-shown')).NoticesShown, { failed: () => null });

/** Where short messages come up; what draws them is loaded with the first one. */
export function Notices() {
  const { notifications } = useNotifications(notificationsStore);
  return notifications.length > 0 ? <NoticesShown /> : null;
}
