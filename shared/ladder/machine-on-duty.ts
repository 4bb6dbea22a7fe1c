import { beginDraw, drawFrom, type Begun } from '../stats/hash-uniform.js';
import { lowerLevel, type Level } from './level.js';
import type { Policy } from './policy.js';

/** The side of a rollout that a subject is dealt to. */
export type Arm = 'incumbent' | 'challenger';

/** Who a case belongs to: the caller's subject where one is given, else the case itself. */
export type Dealt = { readonly key: string; readonly subject?: string | null | undefined };

/** Which machine answers a case, and on which rung. */
export type Duty = {
  /** Null where no rollout is under way. */
  readonly arm: Arm | null;
  readonly level: Level;
  /** `name@version`; null: the first model whose prediction comes with the case, or none (see `isMachineless`). */
  readonly machine: string | null;
  /** True where the side to be replaced is people and the previous system: no model has a say there. */
  readonly isMachineless: boolean;
};

/**
 * Says which machine is on duty for a case: the incumbent, or the challenger for the share of subjects that the rollout
 * gives it. A subject always meets the same machine at the same share, and one that met the challenger at a low share
 * meets it at every higher one. The challenger's rung is its own, at most the project's.
 *
 * At most 1 µs: one SHA-256 between shares 0 and 1, nothing to speak of there. No object is spread here for that reason.
 */
export function machineOnDuty(policy: Pick<Policy, 'level' | 'incumbent' | 'rollout' | 'salt'>, dealt: Dealt): Duty {
  const { rollout, level, incumbent } = policy;
  if (rollout === null) return { arm: null, level, machine: incumbent, isMachineless: false };
  const arm = armOf(rollout, policy.salt, dealt);
  const ownLevel = armLevel(policy, arm);
  if (arm === 'challenger') return { arm, level: ownLevel, machine: rollout.challenger, isMachineless: false };
  return { arm, level: ownLevel, machine: incumbent, isMachineless: incumbent === null };
}

/**
 * The rung on which an arm's cases are routed: the challenger's own, at most the project's; where people and the previous
 * system are to be replaced, at most Shadow.
 */
export function armLevel(
  { level, incumbent, rollout }: Pick<Policy, 'level' | 'incumbent' | 'rollout'>,
  arm: Arm,
): Level {
  if (rollout === null) return level;
  if (arm === 'challenger') return lowerLevel(rollout.challengerLevel ?? level, level);
  return incumbent === null ? lowerLevel(level, 'SHADOW') : level;
}

type Dealing = { readonly id: string; readonly share: number };

/** What every case of a rollout begins its hash with. A memory of a pure function's results. */
const dealings = new WeakMap<Dealing, { readonly salt: string; readonly begun: Begun }>();

function armOf(rollout: Dealing, salt: string, { key, subject }: Dealt): Arm {
  const { share } = rollout;
  if (share <= 0) return 'incumbent';
  if (share >= 1) return 'challenger';
  return drawFrom(begunFor(rollout, salt), subject ?? key) < share ? 'challenger' : 'incumbent';
}

/** For `hashUniform` of purpose `canary` and the key `id\0subject`. */
function begunFor(rollout: Dealing, salt: string): Begun {
  const known = dealings.get(rollout);
  if (known?.salt === salt) return known.begun;
  const begun = beginDraw(`${salt}\0canary\0${rollout.id}\0`);
  dealings.set(rollout, { salt, begun });
  return begun;
}

/** Every machine that predicts under a policy, whether it is used or not; each once. */
export function machinesOf(policy: Pick<Policy, 'level' | 'incumbent' | 'rollout' | 'shadows'>): string[] {
  if (policy.level === 'HUMAN_ONLY') return [];
  const all = [policy.incumbent, policy.rollout?.challenger, ...policy.shadows];
  return [...new Set(all.filter((machine) => machine != null))];
}
