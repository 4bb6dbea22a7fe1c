import { notifications } from '@mantine/notifications';
import { messageOf } from '../lib/problem';
import { isOfRequest } from '../lib/in-place';

const ID = 'failure-of-the-page';

/** Whatever failed and was shown by no screen is shown all the same: nothing that somebody did ends in silence. */
export function tellFailures(page: Pick<Window, 'addEventListener'> = window): void {
  page.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => tell(reason));
  page.addEventListener('error', ({ error }: ErrorEvent) => {
    // Without one it is a note of the browser, such as that something was measured late.
    if (error) tell(error);
  });
}

function tell(error: unknown): void {
  // Whoever leaves a page calls off what it asked for.
  if (error instanceof DOMException && error.name === 'AbortError') return;
  notifications.show({
    id: ID,
    color: 'red',
    title: 'That did not work',
    autoClose: false,
    message: isOfRequest(error)
      ? messageOf(error)
      : 'Something on this page failed. Reload it; what you typed for a review is kept.',
  });
}
