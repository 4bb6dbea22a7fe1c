import { parseArgs } from 'node:util';
import { runRepetition, summary } from './loop-run.mjs';

const { values } = parseArgs({
  options: { repetitions: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const found = [];
const started = performance.now();
for (let at = 0; at < Number(values.repetitions); at += 1) found.push(await runRepetition(Number(values.seed) + at));

const percent = (value) => `${(100 * value).toFixed(1)} %`;
const questions = {
  deployed: 'the model that routed, over all traffic',
  halfAnswered: 'the same, 40 % of the queue answered',
  retrained: 'a model trained on the export, over new cases',
};
console.table(
  Object.entries(questions).map(([question, what]) => {
    const { truth, weighted, plain, weightedCovers, plainCovers } = summary(found, question);
    return {
      'accuracy of': what,
      truth: percent(truth),
      'with weights': percent(weighted),
      '95 % covers': percent(weightedCovers),
      without: percent(plain),
      'its 95 % covers': percent(plainCovers),
    };
  }),
);
const mean = (of) => found.reduce((sum, one) => sum + of(one), 0) / found.length;
const recordedCovers = mean(({ halfAnswered: { truth, recorded } }) =>
  Number(recorded.lower <= truth && truth <= recorded.upper),
);
console.info(
  `At 40 % of the queue the weights sum to ${Math.round(mean(({ halfAnswered }) => halfAnswered.sumOfWeights))} of ${Math.round(mean(({ cases }) => cases))} cases; those of routing alone to ${Math.round(mean(({ halfAnswered }) => halfAnswered.recordedSumOfWeights))}, with an accuracy of ${percent(mean(({ halfAnswered }) => halfAnswered.recorded.accuracy))} that covers in ${percent(recordedCovers)}.`,
);
const better = found.filter(({ trainedWeighted, trainedPlain }) => trainedWeighted > trainedPlain).length;
console.info(
  `Trained with weights ${percent(mean(({ trainedWeighted }) => trainedWeighted))}, without ${percent(mean(({ trainedPlain }) => trainedPlain))} on the untouched sample; with weights better in ${better} of ${found.length}.`,
);
console.info(
  `${found.length} repetitions, ${Math.round(mean(({ labels }) => labels))} labels each, ${((performance.now() - started) / 1000).toFixed(0)} s.`,
);
