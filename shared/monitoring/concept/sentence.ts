import type { ErrorVerdict } from './verdict.js';

export const INPUT_MOVES = ['UNKNOWN', 'STEADY', 'MOVED'] as const;
export type InputMove = (typeof INPUT_MOVES)[number];
/** What the machine's own confidence says of its error, without labels. */
export const ESTIMATE_MOVES = ['UNKNOWN', 'STEADY', 'WORSE', 'BETTER'] as const;
export type EstimateMove = (typeof ESTIMATE_MOVES)[number];
export type DriftSigns = {
  readonly inputs: InputMove;
  readonly error: ErrorVerdict;
  readonly estimate: EstimateMove;
};

const INPUTS: Readonly<Record<InputMove, string>> = {
  UNKNOWN: 'whether the inputs moved is not known yet',
  STEADY: 'the inputs did not move',
  MOVED: 'the inputs moved',
};
const ESTIMATES: Readonly<Record<EstimateMove, string>> = {
  UNKNOWN: 'its own confidence says too little yet',
  STEADY: 'its own confidence expects no change',
  WORSE: 'its own confidence expects more errors',
  BETTER: 'its own confidence expects fewer errors',
};
const ERRORS: Readonly<Record<ErrorVerdict, string>> = {
  UNKNOWN: 'Not known yet how often the machine errs',
  STEADY: 'The error did not move',
  ROSE: 'The error rose',
  FELL: 'The error fell',
};

/** What the inputs, the error that labels show, and the error that confidence expects mean together, in one sentence. */
export function driftSentence(signs: DriftSigns): string {
  const { inputs, error, estimate } = signs;
  return `${ERRORS[error]}, ${INPUTS[inputs]}, and ${ESTIMATES[estimate]}: ${meaningOf(signs)}.`;
}

function meaningOf(signs: DriftSigns): string {
  switch (signs.error) {
    case 'UNKNOWN':
      return withoutLabels(signs);
    case 'STEADY':
      return whenSteady(signs);
    case 'ROSE':
      return whenRisen(signs);
    case 'FELL':
      return whenFallen(signs);
  }
}

function withoutLabels({ inputs, estimate }: DriftSigns): string {
  if (inputs === 'MOVED' && estimate === 'WORSE')
    return 'the new cases look harder for it, and only blind labels can say whether the rules still hold';
  if (inputs === 'MOVED') return 'the machine meets cases unlike those before, and blind labels are needed to judge it';
  if (estimate === 'WORSE')
    return 'the machine is less sure than it was, and blind labels are needed to see whether it errs more';
  return 'a change of the rules would not show yet, so raise the audit rate or wait for more labels';
}

function whenSteady({ inputs, estimate }: DriftSigns): string {
  if (inputs === 'MOVED' && estimate === 'WORSE')
    return 'the machine copes with the new inputs better than it believes, so its confidence should be calibrated again';
  if (inputs === 'MOVED')
    return 'the machine copes with the new inputs, and nothing has to be done but to look where they come from';
  if (estimate === 'WORSE' || estimate === 'BETTER')
    return 'only its confidence moved, so thresholds may automate another share than meant';
  if (inputs === 'UNKNOWN') return 'the rules hold, as far as labels tell';
  return 'nothing changed that anybody has to act on';
}

function whenRisen({ inputs, estimate }: DriftSigns): string {
  if (inputs === 'STEADY' && estimate === 'WORSE')
    return 'something that is not among the watched inputs changed, and the machine feels it';
  if (inputs === 'STEADY')
    return 'the rules of taking the decision changed, so retrain on new labels and send more cases to people until then';
  if (inputs === 'MOVED' && estimate === 'WORSE')
    return 'the new cases are harder for the machine, which its confidence shows, so thresholds still protect and new labels help';
  if (inputs === 'MOVED')
    return 'the machine errs on the new inputs without being less sure, so thresholds do not protect: send more cases to people';
  if (estimate === 'WORSE') return 'the machine errs more and feels it, whatever the cause';
  return 'the machine errs more without being less sure, so send more cases to people while the cause is looked for';
}

function whenFallen({ inputs, estimate }: DriftSigns): string {
  if (inputs === 'MOVED' && estimate === 'BETTER')
    return 'the new cases are easier for the machine, and a lower threshold may do';
  if (inputs === 'MOVED')
    return 'the machine does better on the new inputs than it believes, and a lower threshold may do once it is calibrated';
  if (inputs === 'STEADY')
    return 'people decide more like the machine than before, so look whether the rules changed or reviews became careless';
  return 'the machine does better than before, and the cause is worth knowing before a threshold is lowered';
}
