import { Button, Center, Group, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { Page } from '../ui/page';

const NO_PAGE = 'Nothing is at this address. It may have been mistyped, or is not for you.';

/** Nothing is here, or nothing that this person may see: both look the same. */
export function NotFound({ message = NO_PAGE }: { readonly message?: string }) {
  return (
    <Center component="main" mih="60vh" p="md">
      <Page title="Not found">
        <Text maw={480}>{message}</Text>
        <Group>
          <Button variant="default" component={Link} to="/">
            All your projects
          </Button>
        </Group>
      </Page>
    </Center>
  );
}

/** The same below a project’s frame, which has the landmark already. */
export function NotFoundInProject() {
  return (
    <Page title="Not found">
      <Text maw={480}>{NO_PAGE}</Text>
    </Page>
  );
}
