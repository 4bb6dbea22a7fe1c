/** The pages of a project, in the order of the menu, and what one must be allowed to do to see them. */
export const PROJECT_PAGES = [
  { group: 'Work', path: 'review', name: 'Review', permission: 'reviews:answer' },
  { group: 'Steer', path: 'ladder', name: 'Ladder', permission: 'policy:read' },
  { group: 'Steer', path: 'deciders', name: 'Deciders', permission: 'deciders:read' },
  { group: 'Steer', path: 'rollouts', name: 'Rollouts', permission: 'rollouts:read' },
  { group: 'Watch', path: 'overview', name: 'Overview', permission: 'policy:read' },
  { group: 'Watch', path: 'monitoring', name: 'Monitoring', permission: 'monitoring:read' },
  { group: 'Watch', path: 'alarms', name: 'Alarms', permission: 'monitoring:read' },
  { group: 'Watch', path: 'drift', name: 'Drift', permission: 'monitoring:read' },
  { group: 'Watch', path: 'decisions', name: 'Decisions', permission: 'decisions:read' },
  { group: 'Watch', path: 'risks', name: 'Risks', permission: 'monitoring:read' },
  { group: 'Learn', path: 'labels', name: 'Labels', permission: 'labels:read' },
  { group: 'Learn', path: 'datasets', name: 'Datasets', permission: 'labels:read' },
  { group: 'Project', path: 'settings', name: 'Settings', permission: 'keys:edit' },
] as const;

export type ProjectPage = (typeof PROJECT_PAGES)[number];
