import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { HomePage } from './home-page';
import { NotFound, NotFoundInProject } from './not-found';
import { ProjectFrame } from './project-frame';
import { RootFrame } from './root-frame';

const root = createRootRoute({ component: RootFrame, notFoundComponent: () => <NotFound /> });
const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });
const newProject = createRoute({
  getParentRoute: () => root,
  path: '/new',
  component: lazyRouteComponent(() => import('../projects/wizard-page'), 'WizardPage'),
});
const operations = createRoute({
  getParentRoute: () => root,
  path: '/operations',
  component: lazyRouteComponent(() => import('../operations/operations-page'), 'OperationsPage'),
});
const project = createRoute({
  getParentRoute: () => root,
  path: '/p/$slug',
  component: ProjectFrame,
  notFoundComponent: NotFoundInProject,
});
const page = <P extends string>(path: P, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => project, path, component });

const routeTree = root.addChildren([
  home,
  newProject,
  operations,
  project.addChildren([
    page(
      '/',
      lazyRouteComponent(() => import('./project-start'), 'ProjectStart'),
    ),
    page(
      '/start',
      lazyRouteComponent(() => import('../projects/next-steps-page'), 'NextStepsPage'),
    ),
    page(
      '/review',
      lazyRouteComponent(() => import('../review/review-page'), 'ReviewPage'),
    ),
    page(
      '/overview',
      lazyRouteComponent(() => import('../overview/overview-page'), 'OverviewPage'),
    ),
    page(
      '/monitoring',
      lazyRouteComponent(() => import('../monitoring/monitoring-page'), 'MonitoringPage'),
    ),
    page(
      '/alarms',
      lazyRouteComponent(() => import('../alarms/alarms-page'), 'AlarmsPage'),
    ),
    page(
      '/drift',
      lazyRouteComponent(() => import('../drift/drift-page'), 'DriftPage'),
    ),
    page(
      '/ladder',
      lazyRouteComponent(() => import('../ladder/ladder-page'), 'LadderPage'),
    ),
    page(
      '/deciders',
      lazyRouteComponent(() => import('../deciders/deciders-page'), 'DecidersPage'),
    ),
    page(
      '/deciders/new',
      lazyRouteComponent(() => import('../deciders/new-decider-page'), 'NewDeciderPage'),
    ),
    page(
      '/deciders/$name',
      lazyRouteComponent(() => import('../deciders/decider-page'), 'DeciderPage'),
    ),
    page(
      '/deciders/$name/new',
      lazyRouteComponent(() => import('../deciders/new-version-page'), 'NewVersionPage'),
    ),
    page(
      '/decisions',
      lazyRouteComponent(() => import('../decisions/decisions-page'), 'DecisionsPage'),
    ),
    page(
      '/labels',
      lazyRouteComponent(() => import('../datasets/labels-page'), 'LabelsPage'),
    ),
    page(
      '/risks',
      lazyRouteComponent(() => import('../risks/risks-page'), 'RisksPage'),
    ),
    page(
      '/datasets',
      lazyRouteComponent(() => import('../datasets/datasets-page'), 'DatasetsPage'),
    ),
    page(
      '/datasets/new',
      lazyRouteComponent(() => import('../datasets/new-dataset-page'), 'NewDatasetPage'),
    ),
    page(
      '/datasets/imports',
      lazyRouteComponent(() => import('../imports/imports-page'), 'ImportsPage'),
    ),
    page(
      '/datasets/imports/$importId',
      lazyRouteComponent(() => import('../imports/import-page'), 'ImportPage'),
    ),
    page(
      '/datasets/$number',
      lazyRouteComponent(() => import('../datasets/dataset-page'), 'DatasetPage'),
    ),
    page(
      '/datasets/$number/quality',
      lazyRouteComponent(() => import('../quality/quality-page'), 'QualityPage'),
    ),
    page(
      '/rollouts',
      lazyRouteComponent(() => import('../rollouts/rollouts-page'), 'RolloutsPage'),
    ),
    page(
      '/rollouts/new',
      lazyRouteComponent(() => import('../rollouts/start-page'), 'StartRolloutPage'),
    ),
    page(
      '/rollouts/compare',
      lazyRouteComponent(() => import('../rollouts/compare-page'), 'ComparePage'),
    ),
    page(
      '/rollouts/$id',
      lazyRouteComponent(() => import('../rollouts/rollout-page'), 'RolloutPage'),
    ),
    page(
      '/rollouts/$id/report',
      lazyRouteComponent(() => import('../rollouts/report-page'), 'ReportPage'),
    ),
    page(
      '/settings',
      lazyRouteComponent(() => import('../settings/settings-page'), 'SettingsPage'),
    ),
  ]),
]);

export const router = createRouter({ routeTree, defaultPreload: 'intent' });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
