import { answer, inWords, two } from '../ui/format';
import { isolated } from '../ui/visible-text';

export type Event = { readonly at: string; readonly title: string; readonly text: string };
export type Row = Readonly<Record<string, unknown>>;
export type Told = {
  readonly createdAt: string;
  readonly predictions: readonly Row[];
  readonly decisions: readonly Row[];
  readonly reviews: readonly Row[];
  readonly labels: readonly Row[];
  readonly feedback: readonly Row[];
};

/** What happened to a case, oldest first; of what happened at the same time, in the order in which it must have. */
export function eventsOf({ createdAt, predictions, decisions, reviews, labels, feedback }: Told): Event[] {
  const at = (row: Row): string => String(row['created_at']);
  const events = [
    { at: createdAt, title: 'Received', text: '' },
    ...predictions.map((row) => ({
      at: at(row),
      title: `${String(row['model'])} predicted`,
      text: row['error']
        ? `failed: ${isolated(answer(row['error']))}`
        : `${isolated(answer(row['value']))}${row['confidence'] == null ? '' : ` at ${two(row['confidence'] as number)}`}`,
    })),
    ...reviews.map((row) => ({
      at: at(row),
      title: 'Sent to a person',
      text: `${inWords(String(row['reason']))}${row['blind'] ? ', blind' : ''} · ${String(row['state'])}`,
    })),
    ...reviews.flatMap((row) =>
      ((row['skips'] ?? []) as readonly Row[]).map((skip) => ({
        at: at(skip),
        title: `${String(skip['reviewer'])} skipped it`,
        text: skip['reason'] ? answer(skip['reason']) : 'without a reason',
      })),
    ),
    ...labels.map((row) => ({
      at: at(row),
      title: `${String(row['reviewer'])} answered`,
      text: `${isolated(answer(row['value']))}${row['note'] ? ` · ${isolated(answer(row['note']))}` : ''}${took(row['lead_time_ms'])}`,
    })),
    ...decisions.map((row) => ({
      at: at(row),
      title: Number(row['sequence']) > 1 ? 'Corrected' : 'Decided',
      text: `${isolated(answer(row['value']))} by ${isolated(String(row['decided_by_name']))}`,
    })),
    ...feedback.map((row) => ({
      at: at(row),
      title: `Feedback: ${inWords(String(row['kind']))}`,
      text: [row['value'], row['comment']]
        .filter((part) => part != null)
        .map(answer)
        .join(' · '),
    })),
  ];
  return events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function took(milliseconds: unknown): string {
  return milliseconds == null ? '' : ` · in ${(Number(milliseconds) / 1000).toFixed(1)} s`;
}
