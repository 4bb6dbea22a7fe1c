import {
  flatColumns,
  termsInWords,
  type AnswerOrder,
  type DatasetCard,
  type FlatColumn,
  type OpenStratum,
  type Protection,
  type SplitName,
} from '@handrail/shared/datasets';
import type { OutputSchema } from '@handrail/shared/schema';
import type { FormatContext } from './format.js';

/** A split and its Parquet files, written beside: their size is known only at their end. */
export type WrittenSplit = { readonly name: SplitName; rows: number; bytes: number; readonly shards: string[] };

/** The card of the folder: YAML that `datasets` and the hub read, then what a person wants to know. */
export function huggingFaceReadme(context: FormatContext, splits: readonly WrittenSplit[]): string {
  return `---\n${frontMatter(context, splits)}---\n\n${text(context)}`;
}

function frontMatter(context: FormatContext, splits: readonly WrittenSplit[]): string {
  const bytes = splits.reduce((sum, split) => sum + split.bytes, 0);
  const lines = [
    `pretty_name: ${yaml(context.name)}`,
    'size_categories:',
    `- ${sizeCategory(context.card.rows)}`,
    'configs:',
    '- config_name: default',
    // An empty dataset has no files, and a config without files is refused.
    ...(splits.length === 0 ? ['  data_files: []'] : ['  data_files:']),
    ...splits.flatMap(({ name }) => [`  - split: ${name}`, `    path: data/${name}-*`]),
    'dataset_info:',
    '  config_name: default',
    '  features:',
    ...flatColumns(context).flatMap((column) => featureOf(column, context)),
    ...(splits.length === 0 ? ['  splits: []'] : ['  splits:']),
    ...splits.flatMap(({ name, rows, bytes: size }) => [
      `  - name: ${name}`,
      `    num_bytes: ${size}`,
      `    num_examples: ${rows}`,
    ]),
    `  download_size: ${bytes}`,
    `  dataset_size: ${bytes}`,
  ];
  return `${lines.join('\n')}\n`;
}

function featureOf({ name, type }: FlatColumn, context: FormatContext): string[] {
  const feature = `  - name: ${yaml(name)}`;
  const classes = name === 'label' && type === 'string' ? classNames(context) : null;
  if (classes) {
    const names = classes.map((label, at) => `          '${at}': ${yaml(label)}`);
    return [feature, '    dtype:', '      class_label:', '        names:', ...names];
  }
  switch (type) {
    case 'string':
      return [feature, '    dtype: string'];
    case 'double':
      return [feature, '    dtype: float64'];
    case 'integer':
      return [feature, '    dtype: int32'];
    case 'boolean':
      return [feature, '    dtype: bool'];
    case 'timestamp':
      return [feature, '    dtype: timestamp[us, tz=UTC]'];
    case 'strings':
      return [feature, '    list: string'];
  }
}

/** The labels in the schema's order; null where they are not all: a reader refuses a label without a number. */
function classNames({ outputSchema, card }: FormatContext): string[] | null {
  if (outputSchema.kind !== 'label' || card.labelsCut) return null;
  const names = outputSchema.labels.map(({ value }) => value);
  return card.labels.every(({ label }) => names.includes(label)) ? names : null;
}

/** Letters, marks, digits, punctuation, signs, and the plain blank. What else there is YAML refuses, folds, or nobody sees. */
const UNSEEN = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

/**
 * A double-quoted text of YAML: JSON's, with every character escaped that YAML 1.1 takes for none (DEL and the like) or for
 * the end of a line (U+0085, U+2028, U+2029, which it folds to blanks).
 */
function yaml(value: string): string {
  return JSON.stringify(value).replaceAll(UNSEEN, (char) => {
    const code = char.codePointAt(0) ?? 0;
    const digits = code.toString(16);
    return code > 0xffff ? `\\U${digits.padStart(8, '0')}` : `\\u${digits.padStart(4, '0')}`;
  });
}

function sizeCategory(rows: number): string {
  const [, size] = SIZES.find(([most]) => rows < most) ?? [0, 'n>1T'];
  return size;
}

const SIZES: readonly (readonly [number, string])[] = [
  [1e3, 'n<1K'],
  [1e4, '1K<n<10K'],
  [1e5, '10K<n<100K'],
  [1e6, '100K<n<1M'],
  [1e7, '1M<n<10M'],
  [1e8, '10M<n<100M'],
];

function text(context: FormatContext): string {
  const { name, number, card, sha256, createdAt } = context;
  return [
    `# ${oneLine(name)}, version ${number}`,
    `Frozen by Handrail at ${createdAt.toISOString()}. SHA-256 of the canonical JSONL: \`${sha256}\`.`,
    '## How rows were selected',
    'A case is here because a person labelled it. Which cases people see depends on how sure the machine was, so the rows are no random sample: `selection_prob` is the probability, recorded when the case was routed, with which a label like this came to be, and `weight` is 1 / `selection_prob`. Train and estimate with `weight`; rows without one were chosen by hand and belong in no estimate.',
    table(
      ['level', 'reason', 'blind', 'rows', 'with weight', 'sum of weights', 'effective rows'],
      card.strata.map((stratum) => [
        stratum.level,
        stratum.reason,
        stratum.blind ? 'yes' : 'no',
        stratum.rows,
        stratum.weighted,
        rounded(stratum.weight),
        rounded(stratum.effective),
      ]),
    ),
    ...openReviews(card),
    ...policies(card),
    `Effective rows of all with a weight: ${rounded(card.effectiveRows)}; without a weight: ${card.withoutWeight}.`,
    '## Labels',
    labels(card, context.outputSchema),
    '## Agreement',
    agreement(card),
    ...reliability(card),
    ...drift(context),
    ...about(context),
    '## Columns',
    table(
      ['column', 'type', 'may be null', 'meaning'],
      flatColumns(context).map((column) => [
        `\`${column.name}\``,
        column.type,
        column.isNullable ? 'yes' : 'no',
        column.meaning,
      ]),
    ),
    '',
  ].join('\n\n');
}

const ORDERS: Readonly<Record<AnswerOrder, string>> = {
  chance: 'by chance',
  arrival: 'as they came',
  confidence: 'the least confident first',
};
const STOOD_FOR: Readonly<Record<OpenStratum['stoodForBy'], string>> = {
  share: 'the answered ones count for them',
  controls: 'blind controls count for them; the answered ones have no weight',
  nobody: 'nothing counts for them',
};

/** Reviews that nobody has answered yet, and what that does to weights; nothing where there are none, or none were counted. */
function openReviews({ openReviews: found }: DatasetCard): string[] {
  if (!found || found.count === 0) return [];
  const { count, answered, notStoodFor, strata } = found;
  const warning = `**${count} of ${count + answered} reviews of the strata below had no answer when this was frozen.** Weights take that into account as the last column says.`;
  const missing =
    notStoodFor === 0
      ? []
      : [`No row counts for ${notStoodFor} of them: weighted estimates say nothing of such cases.`];
  const head = ['policy', 'level', 'reason', 'blind', 'answered', 'open', 'answered in the order', 'weights'];
  const rows = strata.map((stratum) => [
    stratum.policyVersion,
    stratum.level,
    stratum.reason,
    stratum.blind ? 'yes' : 'no',
    stratum.answered,
    stratum.open,
    ORDERS[stratum.order],
    STOOD_FOR[stratum.stoodForBy],
  ]);
  return ['### Reviews that nobody has answered yet', [warning, ...missing].join(' '), table(head, rows)];
}

/** Under what the cases were routed, in time; nothing of versions that were frozen when this was not kept. */
function policies({ policies: found }: DatasetCard): string[] {
  if (!found || found.length === 0) return [];
  const rows = found.map((policy) => [
    policy.version,
    policy.level,
    `${policy.casesFrom.slice(0, 10)} to ${policy.casesTo.slice(0, 10)}`,
    policy.rows,
    ...termsInWords(policy),
  ]);
  return [table(['policy', 'level', 'cases', 'rows', 'threshold', 'audit rate', 'blind-control rate'], rows)];
}

function labels(card: DatasetCard, { kind }: OutputSchema): string {
  if (card.numbers) {
    const { rows: n, mean, deviation, least, most } = card.numbers;
    const around = deviation === null ? '' : `, standard deviation ${Number(deviation.toPrecision(6))}`;
    return `The answer is of the kind \`${kind}\`: ${n} numbers from ${least} to ${most}, mean ${Number(mean.toPrecision(6))}${around}.`;
  }
  const rows = card.labels.map(({ label, rows: count, share }) => [
    visible(label),
    count,
    `${(100 * share).toFixed(1)} %`,
  ]);
  const cut = card.labelsCut ? ' The rarest are not listed.' : '';
  return `The answer is of the kind \`${kind}\`.${cut}\n\n${table(['label', 'rows', 'share'], rows)}`;
}

function agreement({ agreement: found, suggestionShown, gold, machineDecisions, rows }: DatasetCard): string {
  const { answeredTwice, agreed, lower, upper, number } = found;
  const all =
    answeredTwice === 0
      ? 'No case was answered twice.'
      : `Of ${answeredTwice} cases with two answers or more, ${agreed} ${number ? `agree within the tolerance (${number.same})` : 'have equal ones'} (95 %: ${percent(lower)} to ${percent(upper)}).${
          number?.meanDifference == null
            ? ''
            : ` On average an answer lies ${Number(number.meanDifference.toPrecision(3))} from the label.`
        }`;
  return `${all} Of ${rows} rows, ${suggestionShown} were labelled with a suggestion in view, ${gold} are gold, ${machineDecisions} are a machine's decisions and no labels.`;
}

/** Nothing of versions that were frozen when this was not kept. */
function reliability({ reviewers }: DatasetCard): string[] {
  const known = reviewers.filter(({ gold, others }) => gold !== undefined && others !== undefined);
  if (known.length === 0) return [];
  const head = ['reviewer', 'answers', 'equal to the known answer', 'equal to what most others said', 'seconds each'];
  const rows = known.map(({ reviewer, answers, gold, others, meanSeconds }) => [
    reviewer,
    answers,
    share(gold),
    share(others),
    rounded(meanSeconds),
  ]);
  const note =
    'Shares with Wilson’s 95 % interval and the cases they rest on; a reviewer’s own answer counts on one side only.';
  return ['### Reviewers', note, table(head, rows)];
}

function share(found: DatasetCard['reviewers'][number]['gold']): string {
  if (!found) return 'not known';
  return `${percent(found.equal / found.cases)} (${percent(found.lower)} to ${percent(found.upper)}) of ${found.cases}`;
}

/** Nothing where there is no version before. */
function drift({ drift: found }: FormatContext): string[] {
  if (!found) return [];
  const rows = found.parts.map(({ part, moved, psi, psiByLuck, p, verdict }) => [
    `\`${part}\``,
    percent(moved),
    psi.toFixed(3),
    psiByLuck.toFixed(3),
    p.toPrecision(2),
    verdict.replace('_', ' '),
  ]);
  const head = ['part', 'share that differs', 'PSI', 'PSI by luck', 'p', 'verdict'];
  return [`## Against version ${found.against}`, rows.length === 0 ? 'One of the two has no rows.' : table(head, rows)];
}

const TREATED: Readonly<Record<Protection, string>> = {
  keep: 'as they are',
  drop: 'left out',
  hash: 'as a code: the same value, the same code',
  mask: 'masked: letters x, digits 0',
};

/** What no column says; nothing where nothing was said. */
function about({ about: said, protection }: FormatContext): string[] {
  const treated = Object.entries(protection).map(([field, way]) => `- \`${field}\`: ${TREATED[way]}`);
  const parts: [string, string | undefined][] = [
    ['Known limits', said?.limits],
    ['Licence', said?.licence],
    ['Consent', said?.consent],
    ['Personal data', treated.length === 0 ? undefined : treated.join('\n')],
  ];
  return parts.flatMap(([title, what]) => (what === undefined ? [] : [`## ${title}`, what]));
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => oneLine(String(cell)).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A label that differs from another by blanks alone still looks different. */
function visible(label: string): string {
  return /^\s|\s$|\s\s|[^\S ]|\p{Cc}|\p{Cf}/u.test(label) ? `\`${yaml(label)}\`` : label;
}

function oneLine(value: string): string {
  return value.replaceAll(/\s+/g, ' ');
}

function rounded(value: number | null): string {
  return value === null ? '–' : String(Math.round(value * 10) / 10);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
