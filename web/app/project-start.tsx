import { Navigate } from '@tanstack/react-router';
import { can, useProject } from '../lib/session';

/** The page that one's role works on. */
export function ProjectStart() {
  const project = useProject();
  const page = can(project, 'policy:move') ? 'ladder' : can(project, 'reviews:answer') ? 'review' : 'labels';
  return <Navigate to={`/p/${project.slug}/${page}`} replace />;
}
