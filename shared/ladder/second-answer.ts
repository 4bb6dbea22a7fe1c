/** What stands of a case when a person answers it again, and how many people say what. Each person counts once. */
export type Standing = {
  readonly decidedBy: 'human' | 'model' | 'system';
  /** Whether who answers now decided what stands. */
  readonly isOwn: boolean;
  /** Whether a lead has settled the case, not being who answers now. */
  readonly isSettled: boolean;
  /** Whether the new answer is the same one, within the project's tolerance; of one's own correction, exactly. */
  readonly agrees: boolean;
  /** People whose standing answer agrees with the decision, and with the new answer (who gives it among them). */
  readonly votes: { readonly standing: number; readonly given: number };
  /** People whose standing answer agrees with the decision and not with the new answer. */
  readonly against: number;
};

/** `confirms`: the decision stays. `supersedes`: it becomes this answer. `differs`: it stays, and people do not agree. */
export type AnswerEffect = 'confirms' | 'supersedes' | 'differs';

/**
 * What an answer to a decided case does. The same answer confirms. A person's supersedes what a machine or the previous
 * system decided and no person has confirmed, and one's own earlier one that nobody else has confirmed. Against other people it stands when more people say
 * so than say what stands: being later decides nothing, and where as many say either, what stood first stays and somebody
 * else is asked. What a lead has settled stays.
 */
export function answerEffect({ decidedBy, isOwn, isSettled, agrees, votes, against }: Standing): AnswerEffect {
  if (agrees) return 'confirms';
  if (isSettled) return 'differs';
  if (decidedBy === 'human' && isOwn && against === 0) return 'supersedes';
  return votes.given > votes.standing ? 'supersedes' : 'differs';
}
