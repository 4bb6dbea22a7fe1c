import type { PolicyPartsFragment } from '../lib/generated/graphql';
import type { Fallback } from '@handrail/shared/ladder';
import { count, rateText, thresholdText } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { exceptionsOf, nameOf } from './exceptions';
import { isolated } from '../ui/visible-text';

type Settings = PolicyPartsFragment['settings'];
type Policy = Pick<PolicyPartsFragment, 'settings' | 'shadows' | 'rollout'>;
export type PolicyChange = { readonly name: string; readonly from: string; readonly to: string };

/** What a policy changed of the one before it, one short line each; nothing for the first one. */
export function changesOf(before: Policy | undefined, after: Policy): string[] {
  return before ? differencesOf(before, after).map(({ name, from, to }) => `${name} ${from} → ${to}`) : [];
}

/** Everything that routes a case and stands otherwise in two policies. */
export function differencesOf(policyBefore: Policy, policyAfter: Policy): PolicyChange[] {
  const [before, after] = [policyBefore.settings, policyAfter.settings];
  const moved = (name: string, from: string, to: string): PolicyChange[] => (from === to ? [] : [{ name, from, to }]);
  return [
    ...moved('level', LEVEL_WORDS[before.level].name, LEVEL_WORDS[after.level].name),
    ...moved('threshold', thresholdText(before.globalThreshold), thresholdText(after.globalThreshold)),
    ...exceptionChanges(before, after),
    ...moved('audit rate', rateText(before.auditRate), rateText(after.auditRate)),
    ...moved('blind controls', rate(before.blindControlRate), rate(after.blindControlRate)),
    ...moved('model', before.incumbent ?? 'the first that answers', after.incumbent ?? 'the first that answers'),
    ...moved(
      'low-confidence suggestions',
      before.showLowConfidencePrediction ? 'shown' : 'hidden',
      after.showLowConfidencePrediction ? 'shown' : 'hidden',
    ),
    ...moved('shadows', namesOf(policyBefore.shadows), namesOf(policyAfter.shadows)),
    ...moved('previous system', isolated(before.previousSystem ?? 'none'), isolated(after.previousSystem ?? 'none')),
    ...moved('where the machine has no answer', fallback(before.fallback), fallback(after.fallback)),
    ...moved('latency budget', `${count(before.latencyBudgetMs)} ms`, `${count(after.latencyBudgetMs)} ms`),
    ...moved('rollout', rolloutText(policyBefore.rollout), rolloutText(policyAfter.rollout)),
  ];
}

/** JSON on the way; its kinds are those of a policy. */
function fallback(value: unknown): string {
  const { kind, value: answer } = value as Fallback & { readonly value?: unknown };
  if (kind === 'human') return 'a person';
  return kind === 'system' ? 'the previous system' : `always ${isolated(JSON.stringify(answer))}`;
}

function rolloutText(rollout: Policy['rollout']): string {
  return rollout ? `${isolated(rollout.challenger)} at ${rateText(rollout.share)}` : 'none';
}

function namesOf(shadows: readonly string[]): string {
  return shadows.length === 0 ? 'none' : shadows.map(isolated).join(', ');
}

function exceptionChanges(before: Settings, after: Settings): PolicyChange[] {
  const [old, now] = [before, after].map(
    (settings) => new Map(exceptionsOf(settings).map((one) => [nameOf(one), thresholdText(one.threshold)])),
  );
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...names].flatMap((name) => {
    const [from, to] = [old?.get(name) ?? 'as all', now?.get(name) ?? 'as all'];
    return from === to ? [] : [{ name, from, to }];
  });
}

function rate(value: number | null | undefined): string {
  return value == null ? 'as audits' : rateText(value);
}
