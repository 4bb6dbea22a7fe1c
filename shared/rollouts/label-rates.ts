import { armLevel, type Arm, type Policy } from '../ladder/index.js';

/** The smallest probability of a blind label on each arm, by a policy's design; 0: none is to be had. */
export type LabelRates = Readonly<Record<Arm, number>>;

type Rates = Pick<
  Policy,
  | 'level'
  | 'incumbent'
  | 'rollout'
  | 'auditRate'
  | 'blindControlRate'
  | 'showLowConfidencePrediction'
  | 'previousSystem'
>;

/**
 * The rates at which the machine's answers on each arm get a blind label. Where an arm mixes rates (audits, blind
 * controls, everything that is reviewed blind), the smallest: labels that were likelier are thinned down to it, so that
 * within an arm each label is equally likely and between the arms only the ratio of two constants is left (statistics,
 * 1.1 and 9.2). In Partial automation only what the machine decides counts, and that is audited at one rate.
 */
export function labelRates(policy: Rates): LabelRates {
  return { incumbent: rateOn(policy, 'incumbent'), challenger: rateOn(policy, 'challenger') };
}

function rateOn(policy: Rates, arm: Arm): number {
  const level = armLevel(policy, arm);
  const control = policy.blindControlRate ?? policy.auditRate;
  switch (level) {
    case 'HUMAN_ONLY':
      return 0;
    case 'SHADOW':
      return policy.previousSystem === null ? 1 : policy.auditRate;
    case 'AI_ASSISTANCE':
      return control;
    case 'PARTIAL_AUTOMATION':
    case 'FULL_AUTOMATION':
      return policy.auditRate;
  }
}

/** Of what happens at all: a mechanism that is switched off gives no label to thin. */
function smallest(...rates: readonly number[]): number {
  const some = rates.filter((rate) => rate > 0);
  return some.length === 0 ? 0 : Math.min(...some);
}

/**
 * What to thin labels down to when several policies were in force in one step, and the ratio of the arms' label rates. As
 * long as the ratio was the same, each policy's own rates serve; where it changed, both arms are thinned to the smaller
 * rate and the ratio is 1.
 */
export function commonLabelRates(rates: readonly LabelRates[]): { rates: LabelRates[]; ratio: number } {
  const ratios = new Set(rates.map(({ challenger, incumbent }) => ratioOf(challenger, incumbent)));
  const [ratio] = ratios;
  if (ratios.size === 1 && ratio != null) return { rates: [...rates], ratio };
  const even = rates.map(({ challenger, incumbent }) => {
    const rate = smallest(challenger, incumbent);
    return { challenger: rate, incumbent: rate };
  });
  return { rates: even, ratio: 1 };
}

/** Null where one arm gets no labels. */
function ratioOf(challenger: number, incumbent: number): number | null {
  return challenger > 0 && incumbent > 0 ? challenger / incumbent : null;
}
