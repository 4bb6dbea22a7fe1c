import { useState } from 'react';
import { lazily } from '../ui/lazily';
import { AccountButton } from './account-button';

const Opened = lazily(async () => (await import('./account-menu-opened')).AccountMenuOpened, {
  waiting: <AccountButton aria-busy />,
  failed: (retry) => <AccountButton onClick={retry} title="The menu could not be loaded. Press to try again." />,
});

/** Who is signed in; what can be done about that is loaded when it is asked for. */
export function AccountMenu() {
  const [isAsked, setAsked] = useState(false);
  return isAsked ? <Opened /> : <AccountButton aria-haspopup="menu" onClick={() => setAsked(true)} />;
}
