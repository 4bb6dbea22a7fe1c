import type { PolicyPartsFragment } from '../lib/generated/graphql';
import { rateText, thresholdText } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { exceptionsOf, nameOf } from './exceptions';

type Settings = PolicyPartsFragment['settings'];
type Policy = Pick<PolicyPartsFragment, 'settings' | 'shadows'>;

/** What a policy changed of the one before it, one short line each; nothing for the first one. */
export function changesOf(policyBefore: Policy | undefined, policyAfter: Policy): string[] {
  if (!policyBefore) return [];
  const [before, after] = [policyBefore.settings, policyAfter.settings];
  const moved = (name: string, from: string, to: string): string[] => (from === to ? [] : [`${name} ${from} → ${to}`]);
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
  ];
}

function namesOf(shadows: readonly string[]): string {
  return shadows.length === 0 ? 'none' : shadows.join(', ');
}

function exceptionChanges(before: Settings, after: Settings): string[] {
  const [old, now] = [before, after].map(
    (settings) => new Map(exceptionsOf(settings).map((one) => [nameOf(one), thresholdText(one.threshold)])),
  );
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  return [...names].flatMap((name) => {
    const [from, to] = [old?.get(name) ?? 'as all', now?.get(name) ?? 'as all'];
    return from === to ? [] : [`${name} ${from} → ${to}`];
  });
}

function rate(value: number | null | undefined): string {
  return value == null ? 'as audits' : rateText(value);
}
