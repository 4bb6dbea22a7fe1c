import { SERVER_MUTATIONS } from './server-mutations.mjs';

const routing = 'shared/ladder/route.prop.spec.ts';
const laws = 'shared/stats/laws.prop.spec.ts';
const route = (law, from, to, name = 'route') => ({ spec: routing, file: `shared/ladder/${name}.ts`, law, from, to });
const stats = (name, law, from, to) => ({ spec: laws, file: `shared/stats/${name}.ts`, law, from, to });
const deal = (law, from, to) => ({
  spec: 'shared/ladder/machine-on-duty.prop.spec.ts',
  file: 'shared/ladder/machine-on-duty.ts',
  law,
  from,
  to,
});
const rollout = (law, from, to, name = 'progress') => ({
  spec: 'shared/rollouts/progress.prop.spec.ts',
  file: `shared/rollouts/${name}.ts`,
  law,
  from,
  to,
});
/** A number kept beside the state: what a reducer must never have. */
const hidden = '(globalThis.hidden = (globalThis.hidden ?? 0) + 1)';

/**
 * Ways to break each law on purpose: in `file` the text `from` becomes `to`, and then the test of `spec` whose name holds
 * `law` must fail.
 */
export const MUTATIONS = [
  route(
    '1: a case has one decision',
    "reason: 'low_confidence', blind: true, decides: true",
    "reason: 'low_confidence', blind: true, decides: false",
  ),
  route('3: blind reviews show nothing', 'parts.review !== null && !parts.review.blind', 'parts.review !== null'),
  route(
    '3: blind reviews show nothing',
    'priority: blindPriority(policy, caseFacts) }\n      : {',
    'priority: 1 - confidence }\n      : {',
  ),
  route('3: Human only, Shadow and audits', "reason: 'audit', blind: true", "reason: 'audit', blind: false"),
  route(
    '4: in Human only and Shadow',
    'const system = systemAnswer(situation);\n  return',
    "if (situation.answer.ok) return automated(situation, byModel(situation.answer), 'confident');\n  const system = systemAnswer(situation);\n  return",
  ),
  route('5: in Partial a machine decides', 'answer.confidence >= threshold', 'answer.confidence >= threshold - 0.05'),
  route('5: in Partial a machine decides', 'answer.confidence >= threshold', 'answer.confidence >= threshold + 0.05'),
  route('never automates what a failing machine', 'if (error != null)', "if (error === 'never')", 'machine-answer'),
  route(
    'never automates what a failing machine',
    '!(confidence >= 0 && confidence <= 1)',
    '!(confidence >= 0)',
    'machine-answer',
  ),
  route(
    'never automates what a failing machine',
    'if (latencyMs != null && !(latencyMs',
    'if (latencyMs != null && (latencyMs',
    'machine-answer',
  ),
  route(
    '6: replaying a stored case',
    "isPicked(policy.auditRate, 'audit', { salt: policy.salt, key: caseFacts.key })",
    'Math.random() < policy.auditRate',
  ),
  route('7: a case that reaches no human', 'propensity: policy.auditRate,\n    blind', 'propensity: 1,\n    blind'),
  route(
    '7: under AI_ASSISTANCE',
    'blindPropensity: combinePropensity({ components: [rate] })',
    'blindPropensity: rate / 2',
  ),
  route('7: under PARTIAL_AUTOMATION', "isPicked(policy.auditRate, 'audit'", "isPicked(policy.auditRate / 2, 'audit'"),
  route('7: under FULL_AUTOMATION', "isPicked(policy.auditRate, 'audit'", "isPicked(policy.auditRate * 2, 'audit'"),
  route(
    '8: changes nothing that it was given',
    'const prediction = predictions.find(',
    'predictions.reverse();\n  const prediction = predictions.find(',
    'machine-answer',
  ),

  deal('deals a subject to the same machine', 'subject ?? key', 'key'),
  deal('deals a subject to the same machine', 'drawFrom(begunFor(rollout, salt), subject ?? key)', 'Math.random()'),
  deal('keeps a subject that is in', '${rollout.id}\\0', '${rollout.id}${rollout.share}\\0'),
  deal('gives exactly the share', ') < share ?', ') < share + 0.005 ?'),
  deal('gives exactly the share', '${rollout.id}\\0', '\\0'),
  deal('deals by the hash of salt', 'known?.salt === salt', 'known'),
  deal('lets nobody meet the challenger', "if (share >= 1) return 'challenger'", "if (share >= 1) return 'incumbent'"),
  deal(
    'keeps the challenger on a rung',
    'lowerLevel(rollout.challengerLevel ?? level, level)',
    'rollout.challengerLevel ?? level',
  ),

  rollout(
    'goes one step at a time',
    'step: state.step + 1, share: next.share',
    'step: state.step + 2, share: next.share',
  ),
  rollout(
    'goes one step at a time',
    'share: move.share,\n        stepStartedAt',
    'share: state.share,\n        stepStartedAt',
  ),
  rollout('leaves no step before', 'step.approval && state.approvedStep !== state.step', 'step.approval && false'),
  rollout('leaves no step before', 'Math.max(0, now - state.stepStartedAt)', 'Math.abs(now - state.stepStartedAt)'),
  rollout('leaves no step before', '(labels > 0 ?', '(labels > 5 ?'),
  rollout('says the same again', 'share: next.share, carried', `share: next.share + ${hidden} / 1e9, carried`),
  rollout('can be rolled back from every state', 'if (failed && state.share > 0)', 'if (failed && state.step < 3)'),
  rollout('can be rolled back from every state', "if (state.status !== 'running') return state;", ''),
  rollout('can be rolled back from every state', 'if (failed && state.share > 0)', 'if (failed && !step?.approval)'),
  rollout('holds without traffic', 'observed > 0 && (', '(', 'verdict'),
  rollout('stops when the arms', 'logE >= SRM_E', 'logE >= 1e9', 'verdict'),
  rollout('of the cases of a step that was left', 'earlier.length < step', 'earlier.length < step + 1'),
  rollout('of the cases of a step that was left', 'if (!SAID_BY_PEOPLE.has(guardrail.metric)) continue;', ''),
  rollout('carries a step', '(given.carried[metric] ?? 0)', '0', 'verdict'),

  stats('proportions', 'clopperPearson contains', 'upper: side', 'upper: k > n / 2 ? k / n - 0.01 : side'),
  stats('proportions', 'clopperPearson contains', 'tail, a: k, b: n - k + 1', 'tail, a: n - k + 1, b: k'),
  stats('evalues', 'an e-value does not depend', 'errors: row.errors + errors', 'errors: Math.max(row.errors, errors)'),
  stats('evalues', 'an e-value does not depend', 'if (lost > 0) total +=', 'if (lost > total) total +='),
  stats(
    'evalues',
    'a confidence sequence lies around',
    'const goal = Math.log(2 / delta);',
    'const goal = -Math.log(2 / delta);',
  ),
  stats('threshold', 'allowing more risk', 'n: at(n, j), alpha })', 'n: at(n, j), alpha: 1 - alpha })'),
  stats(
    'calibration',
    'an isotonic fit',
    'value = (at(pooled, blocks - 1) * before + value * weight) / (before + weight);',
    'value = Math.max(at(pooled, blocks - 1), value);',
  ),
  stats('calibration', 'an isotonic fit', 'at(pooled, blocks - 1) >= value;', 'at(pooled, blocks - 1) < value;'),
  stats('drift', 'jensenShannon is symmetric', '(both / 4) * unevenness', '(at(p, i) / 4) * unevenness'),
  stats(
    'drift',
    'hellinger is symmetric',
    '(Math.sqrt(at(p, i)) - Math.sqrt(at(q, i))) ** 2',
    '(Math.sqrt(at(p, i)) - at(q, i)) ** 2',
  ),
  stats('grid', 'merged grids', 'nulls = a.nulls + b.nulls', 'nulls = Math.max(a.nulls, b.nulls)'),
  stats('grid', 'merged grids of categories', 'fresh: a.fresh + b.fresh', 'fresh: a.fresh'),
  stats('grid', 'merged grids of categories', 'other: a.other + b.other', 'other: b.other'),
  stats('grid', 'a grid filled one by one', 'sums[bin] = at(sums, bin) + value;', `sums[bin] = ${hidden};`),
  stats('grid', 'a grid filled one by one', 'nulls += 1;\n      continue;', `nulls = ${hidden};\n      continue;`),
  stats(
    'agreement',
    'complete agreement',
    'const kappa = (po - pe) / (1 - pe);',
    'const kappa = (po - pe) / (1 + pe);',
  ),
  stats('drift', 'Benjamini–Hochberg rejects', '(rank * q) / size) last', '(rank * q) / size / size) last'),
  stats('queue', 'more servers serve better', '1 - waitProbability * Math', 'waitProbability * Math'),
  stats('error-rate-detectors', 'ddm replayed', '[state.n + 1, state.errors + x]', `[${hidden}, state.errors + x]`),
  stats('error-rate-detectors', 'eddm replayed', 'const errors = state.errors + 1;', `const errors = ${hidden};`),
  stats('adwin', 'adwin replayed', 'const ticks = state.ticks + 1;', `const ticks = ${hidden};`),
  stats('mean-detectors', 'pageHinkley replayed', 'const n = state.n + 1;', `const n = ${hidden};`),
  stats(
    'mean-detectors',
    'kswin replayed',
    'const window = [...state.window, x]',
    'const window = [...(globalThis.kept = [...(globalThis.kept ?? []), x])]',
  ),
  stats('e-detector', 'eDetector replayed', 'const gain = (', `const gain = (${hidden} > 150 ? 2 : 1) * (`),
  stats('confseq', 'confidence sequences are the same', 'const t = state.t + 1;', `const t = ${hidden};`),
  stats('confseq', 'confidence sequences are the same', 'state.bets + bet;', `bet * (${hidden} + 1);`),
  ...SERVER_MUTATIONS,
];
