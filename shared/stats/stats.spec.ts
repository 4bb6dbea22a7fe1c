import { describe, expect, it } from 'vitest';
import * as stats from './index.js';

/** Every function that the design names: outsiders call them by these names. */
const NAMES =
  `clopperPearson binomialTailP hbPValue zeroErrorSampleSize thinToUniform selectThreshold sgr weightedSelectiveE
  weightedSelectiveCs chowThreshold costCurve thresholdsByGroup hedgedCs predmixEbLower betaBinomialE bernoulliConfSeq
  asymptoticCs asymptoticCsOneSided asymptoticDiffCs horvitzThompson hajek stratifiedMean ppiMean wilson isotonicFit
  isotonicPredict plattFit temperatureFit reliability brierScore logLoss riskCoverage cbpe expectedConfusion ksTest
  ksFromCounts chiSquareTest psi psiCritical jensenShannon hellinger totalVariation lInfinity wasserstein1
  benjaminiHochberg holm runDetector cohenKappa fleissKappa krippendorffAlpha gwetAC1 dawidSkene mace goldScore
  combinePropensity uncertaintyScores ppsInclusion kCenterGreedy hashUniform importanceWeights mcnemar pairedE
  conditionalRateE srmTest srmE sampleSizeTwoProportions expectedDecisionN erlangB erlangC queueMetrics requiredServers
  fluidBacklog reviewForecast betaCdf betaQuantile chiSquareSf normalCdf normalQuantile studentTCdf binomialCdf`.split(
    /\s+/,
  );

it.each(NAMES)('%s is there under its name', (name) => expect(stats).toHaveProperty(name, expect.any(Function)));

describe('temperatureFit', () => {
  it('cools down a model that is too sure of itself', () => {
    const logits = Array.from({ length: 100 }, () => [4, 0]);
    const { temperature, nll, nllBefore } = stats.temperatureFit({
      logits,
      labels: logits.map((_, index) => (index < 75 ? 0 : 1)),
    });
    expect(4 / temperature).toBeCloseTo(Math.log(3), 6);
    expect(nll).toBeLessThan(Number(nllBefore));
  });
});
