export type Sample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};
export type Family = { readonly name: string; help?: string; type?: string; readonly samples: Sample[] };

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/g;

/** Reads Prometheus' text format. @throws Error for a line that is none of it, or metadata after the samples. */
export function parseExposition(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  const family = (name: string): Family => {
    const known = families.get(name) ?? { name, samples: [] };
    families.set(name, known);
    return known;
  };
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, meta, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (meta !== undefined) {
      if (family(name).samples.length > 0) throw new Error(`${meta} of ${name} comes after its samples`);
      if (meta === 'HELP') family(name).help = rest;
      else family(name).type = rest;
      continue;
    }
    const sample = sampleIn(line);
    const base = sample.name.replace(/_(bucket|sum|count)$/, '');
    family(families.get(base)?.type === 'histogram' ? base : sample.name).samples.push(sample);
  }
  return families;
}

function sampleIn(line: string): Sample {
  const [, name = '', labels = '', value] = SAMPLE.exec(line) ?? [];
  if (value === undefined) throw new Error(`not a sample: ${line}`);
  const given = [...labels.matchAll(LABEL)].map(([, key = '', content = '']) => [key, content] as const);
  return { name, labels: Object.fromEntries(given), value: numberOf(value) };
}

function numberOf(text: string): number {
  return text === '+Inf' ? Number.POSITIVE_INFINITY : text === 'Nan' ? Number.NaN : Number(text);
}

const SNAKE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const NO_BASE_UNIT =
  /(^|_)(ms|msec|milliseconds?|microseconds?|us|ns|nanoseconds?|minutes?|hours?|days?|kb|mb|gb|kilobytes|megabytes|kib|mib|percent|percentage|bits)(_|$)/;
const TYPE_IN_NAME = /(^|_)(counter|gauge|histogram|summary|metric)(_|$)/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** What `promtool check metrics` and our own rules have against a family; nothing is right. */
export function lint({ name, help, type, samples }: Family, allowedLabels: ReadonlySet<string>): string[] {
  const labels = new Set(samples.flatMap((sample) => Object.keys(sample.labels)));
  const series = samples.map((sample) => `${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`);
  const wrong: [boolean, string][] = [
    [!help, 'has no HELP'],
    [!type || type === 'untyped', 'has no TYPE'],
    [!SNAKE.test(name), 'is not snake_case'],
    [NO_BASE_UNIT.test(name), 'is not in base units'],
    [TYPE_IN_NAME.test(name), 'has its type in its name'],
    [type === 'counter' && !name.endsWith('_total'), 'is a counter without _total'],
    [type !== 'counter' && name.endsWith('_total'), 'ends in _total and is no counter'],
    [type !== 'histogram' && /_(bucket|count|sum)$/.test(name), 'has a histogram’s suffix and is none'],
    [/duration|latency|(^|_)lag/.test(name) && !/_seconds(_|$)/.test(name), 'is a time and not in seconds'],
    [/memory|size/.test(name) && !/_(bytes|cases)(_|$)/.test(name), 'is a size and not in bytes'],
    [new Set(series).size !== series.length, 'has a series twice'],
    [
      type !== 'histogram' && type !== 'summary' && (labels.has('le') || labels.has('quantile')),
      'has a reserved label',
    ],
    [type === 'histogram' && !hasSoundBuckets(samples), 'has buckets that do not add up'],
  ];
  return [
    ...wrong.flatMap(([isWrong, what]) => (isWrong ? [`${name} ${what}`] : [])),
    ...[...labels].flatMap((label) => (allowedLabels.has(label) ? [] : [`${name} has the label ${label}`])),
    ...samples
      .flatMap((sample) => Object.entries(sample.labels))
      .flatMap(([label, value]) =>
        UUID.test(value) || value.includes('@') || value.length > 120 ? [`${name} has ${label}=${value}`] : [],
      ),
  ];
}

/** Counts never fall from bound to bound, and the last one is the count of all. */
function hasSoundBuckets(samples: readonly Sample[]): boolean {
  const series = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { le: _le, ...own } = sample.labels;
    const key = JSON.stringify(own);
    series.set(key, [...(series.get(key) ?? []), sample]);
  }
  return [...series.values()].every((all) => {
    const buckets = all
      .filter(({ labels }) => labels['le'] !== undefined)
      .sort((a, b) => numberOf(a.labels['le'] ?? '') - numberOf(b.labels['le'] ?? ''));
    const count = all.find(({ name }) => name.endsWith('_count'))?.value;
    const last = buckets.at(-1);
    const falls = buckets.some(({ value }, index) => value < (buckets[index - 1]?.value ?? 0));
    return !falls && last?.labels['le'] === '+Inf' && last.value === count;
  });
}

/** The metrics that a PromQL expression reads: names outside of labels and quotes that are no functions or keywords. */
export function metricsIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/\b[a-z_][a-z0-9_]*\b(?!\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !['and', 'or', 'unless', 'bool', 'offset', 'by', 'without'].includes(name));
}
