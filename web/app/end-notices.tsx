import { useApolloClient } from '@apollo/client/react';
import { useLocation, useNavigate } from '../lib/router';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { watchedIn } from '../lib/watched-datasets';
import { watchedExports } from '../lib/watched-exports';

/**
 * Says, on whatever page of the project one is, that a dataset or an export that was started here has ended; draws nothing
 * itself. What says it is loaded when something was started.
 */
export function EndNotices() {
  const project = useProject();
  const client = useApolloClient();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const look = async (): Promise<void> => {
    const [datasets, exports] = [watchedIn(project.id), watchedExports(project.id)];
    if (datasets.length + exports.length === 0) return;
    const { tellOfDataset, tellOfExport } = await import('./tell-of-end');
    const page = { client, project, pathname, go: (to: string) => void navigate({ to }) };
    // What could not be asked is asked again when the project moves next, and stays watched until then.
    await Promise.all([
      ...datasets.map((number) => tellOfDataset(page, number)),
      ...exports.map((one) => tellOfExport(page, one)),
    ]);
  };
  useReadAgain('datasetsMark', look);
  return null;
}
