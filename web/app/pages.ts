/** The pages of a project, in the order of the menu, and what one must be allowed to do to see them. */
export const PROJECT_PAGES = [
  { path: 'review', name: 'Review', permission: 'reviews:answer' },
  { path: 'ladder', name: 'Ladder', permission: 'policy:read' },
  { path: 'overview', name: 'Overview', permission: 'policy:read' },
  { path: 'deciders', name: 'Deciders', permission: 'deciders:read' },
  { path: 'decisions', name: 'Decisions', permission: 'decisions:read' },
  { path: 'labels', name: 'Labels', permission: 'labels:read' },
  { path: 'datasets', name: 'Datasets', permission: 'labels:read' },
  { path: 'rollouts', name: 'Rollouts', permission: 'rollouts:read' },
  { path: 'settings', name: 'Settings', permission: 'keys:edit' },
] as const;
