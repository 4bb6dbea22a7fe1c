import { minutesText, rateText } from '@handrail/shared/words';
import type { RolloutEventKind, RolloutMetric, RolloutMode, RolloutStatus } from '../lib/generated/graphql';

export const METRIC_WORDS: Readonly<Record<RolloutMetric, { readonly name: string; readonly says: string }>> = {
  ERROR: { name: 'Wrong answers', says: 'by blind human labels' },
  OVERRIDE: { name: 'Overrides', says: 'what end users changed' },
  REFUSAL: { name: 'Refusals', says: 'what end users refused' },
  NULL: { name: 'Missing answers', says: 'no usable answer' },
  LATENCY: { name: 'Slow answers', says: 'slower than the incumbent’s 95 % at the start and than the time allowed' },
  HUMAN_SHARE: { name: 'Cases sent to people', says: 'by the share that is decided without a person' },
  DISAGREEMENT: { name: 'Disagreement', says: 'two different answers to one case' },
};
export const METRICS = ['ERROR', 'NULL', 'OVERRIDE', 'REFUSAL', 'LATENCY', 'HUMAN_SHARE', 'DISAGREEMENT'] as const;

export const MODE_WORDS: Readonly<Record<RolloutMode, string>> = { CANARY: 'Canary', BLUE_GREEN: 'Blue/green' };
export const STATUS_WORDS: Readonly<Record<RolloutStatus, string>> = {
  RUNNING: 'runs',
  FINISHED: 'finished',
  ROLLED_BACK: 'rolled back',
  STOPPED: 'stopped',
};
export const EVENT_WORDS: Readonly<Record<RolloutEventKind, string>> = {
  STARTED: 'Started',
  ADVANCED: 'Next step',
  APPROVED: 'Approved',
  APPROVAL_WITHDRAWN: 'Approval taken back',
  SWITCHED: 'Switched',
  FINISHED: 'Finished',
  ROLLED_BACK: 'Rolled back',
  STOPPED: 'Stopped',
};

/** A share that was set, as people say it: `5 %`, `0.5 %`. */
export function shareOf(share: number): string {
  return rateText(share);
}

export function incumbentOf(incumbent: string | null): string {
  return incumbent ?? 'People and the previous system';
}

/** The same inside a sentence. */
export function incumbentInSentence(incumbent: string | null): string {
  return incumbent ?? 'people and the previous system';
}

/** Minutes as people say them. */
export function minutesOf(minutes: number): string {
  return minutesText(Math.ceil(minutes));
}
