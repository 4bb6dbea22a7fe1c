import { Navigate } from '../lib/router';
import { can, useProject } from '../lib/session';

const PAGE_OF = { ladder: '/p/$slug/ladder', review: '/p/$slug/review', labels: '/p/$slug/labels' } as const;

/** The page that one's role works on. */
export function ProjectStart() {
  const project = useProject();
  const page = can(project, 'policy:move') ? 'ladder' : can(project, 'reviews:answer') ? 'review' : 'labels';
  return <Navigate to={PAGE_OF[page]} params={{ slug: project.slug }} replace />;
}
