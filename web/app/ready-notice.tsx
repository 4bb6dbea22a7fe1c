import { useApolloClient } from '@apollo/client/react';
import { Anchor } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { DatasetDocument } from '../lib/generated/graphql';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { endWatch, watchedIn } from '../lib/watched-datasets';

/** Says, on whatever page of the project one is, that a dataset that was frozen here is ready; draws nothing itself. */
export function ReadyNotice() {
  const project = useProject();
  const client = useApolloClient();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const look = async (number: number): Promise<void> => {
    const variables = { projectId: project.id, number };
    // Whole, as its page asks for it: a part of a version in the cache would be read there as the whole.
    const { data } = await client.query({ query: DatasetDocument, variables, fetchPolicy: 'network-only' });
    const version = data?.datasetVersion;
    if (!version || version.state === 'BUILDING' || !endWatch(project.id, number)) return;
    const address = `/p/${project.slug}/datasets/${number}`;
    // Its own page shows it.
    if (pathname === address) return;
    notifications.show({
      message: (
        <Anchor
          href={address}
          size="sm"
          // Notices stand outside of the router.
          onClick={(event) => {
            event.preventDefault();
            void navigate({ to: address });
          }}
        >
          Dataset {number} · {version.name} {version.state === 'READY' ? 'is ready' : 'could not be frozen'}
        </Anchor>
      ),
    });
  };
  // What could not be asked is asked again with the next change, and stays watched until then.
  useReadAgain('datasetsMark', () => Promise.all(watchedIn(project.id).map(look)));
  return null;
}
