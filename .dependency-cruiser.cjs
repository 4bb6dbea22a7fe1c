/** Who may import whom; each rule says why. The order of the server's features is one list. */
const ORDER = [
  'platform',
  'identity',
  'projects',
  'deciders',
  'decisions',
  'reviews',
  'rollouts',
  'datasets',
  'monitoring',
  'risks',
  'webhooks',
  'demo',
];
const FEATURES = ORDER.slice(1).join('|');
const WEB = 'app|lib|ui';

module.exports = {
  forbidden: [
    {
      name: 'no-ring',
      severity: 'error',
      comment: 'A ring cannot be understood or changed in parts.',
      from: { pathNot: 'node_modules' },
      to: { circular: true },
    },
    {
      name: 'collector-on-demand',
      severity: 'error',
      comment: 'OpenTelemetry is loaded only where a collector is configured.',
      from: { path: '^server/', pathNot: '^server/platform/tracing/(otlp|registry-producer)' },
      to: { path: '@opentelemetry' },
    },
    {
      name: 'collector-by-import-call',
      severity: 'error',
      comment: 'Whoever imported it would load OpenTelemetry for everybody.',
      from: { path: '^server/', pathNot: '^server/platform/tracing/otlp' },
      to: { path: '^server/platform/tracing/(otlp|registry-producer)', dynamic: false },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'shared runs everywhere: nothing of ours but itself, nothing of Node.',
      from: { path: '^shared/' },
      to: { path: '^(server|web|migrations|test|tools)/' },
    },
    {
      name: 'shared-without-node',
      severity: 'error',
      comment: 'shared runs in browsers.',
      from: { path: '^shared/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      comment: 'A migration must not change its meaning when code changes.',
      from: { path: '^migrations/' },
      to: { path: '^(shared|server|web|test)/' },
    },
    {
      name: 'doors-only',
      severity: 'error',
      comment: 'A feature is used through its index.',
      from: { path: `^server/(${FEATURES})/` },
      to: { path: `^server/(${FEATURES})/`, pathNot: ['^server/$1/', '/index\\.ts$'] },
    },
    ...ORDER.map((name, index) => ({
      name: `order-${name}`,
      severity: 'error',
      comment: 'Features import only to their left.',
      from: { path: `^server/${name}/` },
      to: { path: `^server/(${ORDER.slice(index + 1).join('|') || 'nothing'})/` },
    })),
    {
      name: 'web-ui-knows-nothing',
      severity: 'error',
      comment: 'The design system is under the product.',
      from: { path: '^web/ui/' },
      to: { path: '^web/(?!ui/)' },
    },
    {
      name: 'web-lib-is-below',
      severity: 'error',
      comment: 'lib is used by features and app.',
      from: { path: '^web/lib/' },
      to: { path: '^web/(?!lib/|ui/)' },
    },
    {
      name: 'web-features-apart',
      severity: 'error',
      comment: 'Features are composed in app, they do not know each other.',
      from: { path: `^web/((?!${WEB})[a-z]+)/` },
      to: { path: '^web/', pathNot: ['^web/$1/', '^web/(lib|ui)/'] },
    },
    {
      name: 'web-without-server',
      severity: 'error',
      comment: 'The wire is the only way.',
      from: { path: '^web/' },
      to: { path: '^(server|migrations|test)/' },
    },
    {
      name: 'product-without-tests',
      severity: 'error',
      comment: 'Tests look at the product, not the other way round.',
      from: { path: '^(shared|server|web|migrations)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|dist' },
    exclude: { path: '(^|/)dist/|generated' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
  },
};
