import { armLevel, type Arm, type Policy } from '../ladder/index.js';

/** Which answers of an arm's machine its errors are counted on, and whether it decides any. */
export type CountedAnswers = {
  /** Only those that reach the threshold in force for their class and segment. */
  readonly isBounded: boolean;
  readonly decides: boolean;
};

/**
 * A machine answers for what it decides: in Partial automation its confident answers, in Full automation all of them. On a
 * rung where it decides nothing, its predictions are measured as if it stood where the project stands, so that a challenger
 * that only assists is compared with the incumbent on the same kind of answers.
 */
export function countedAnswers(policy: Pick<Policy, 'level' | 'incumbent' | 'rollout'>, arm: Arm): CountedAnswers {
  const own = armLevel(policy, arm);
  const decides = own === 'PARTIAL_AUTOMATION' || own === 'FULL_AUTOMATION';
  return { decides, isBounded: (decides ? own : policy.level) === 'PARTIAL_AUTOMATION' };
}
