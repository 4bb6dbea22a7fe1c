import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  CONCEPT_DETECTORS,
  ESTIMATE_MOVES,
  INPUT_MOVES,
  type ConceptDetector,
  type EstimateMove,
  type InputMove,
} from '@handrail/shared/monitoring';
import type { ConceptDrift as Drift } from './concept-reads.js';

const enumOf = <T extends string>(values: readonly T[]): { [V in T]: V } =>
  // The keys are the values, which the compiler cannot see.
  Object.fromEntries(values.map((value) => [value, value])) as { [V in T]: V };
const ErrorMoveEnum = enumOf(['UNKNOWN', 'STEADY', 'ROSE', 'FELL'] as const);
const InputMoveEnum = enumOf(INPUT_MOVES);
const EstimateMoveEnum = enumOf(ESTIMATE_MOVES);
const DetectorEnum = enumOf(CONCEPT_DETECTORS);
const DetectorStateEnum = enumOf(['WAITING', 'QUIET', 'FIRED'] as const);
const CalibrationStateEnum = enumOf(['UNKNOWN', 'STEADY', 'OVERCONFIDENT', 'UNDERCONFIDENT'] as const);
registerEnumType(ErrorMoveEnum, { name: 'ErrorMove', description: 'UNKNOWN: fewer labels than a reference takes.' });
registerEnumType(InputMoveEnum, { name: 'InputMove' });
registerEnumType(EstimateMoveEnum, { name: 'EstimateMove', description: 'WORSE: more errors are expected.' });
registerEnumType(DetectorEnum, { name: 'ConceptDetector' });
registerEnumType(DetectorStateEnum, { name: 'ConceptDetectorState' });
registerEnumType(CalibrationStateEnum, {
  name: 'CalibrationState',
  description: 'OVERCONFIDENT: surer than it was for how often it is right.',
});

@ObjectType({ description: 'An error rate; the true one is in [lower, upper] at all times with probability 95 %.' })
export class ErrorRate {
  @Field(() => Int) labels: number;
  @Field(() => Float, { nullable: true }) value: number | null;
  @Field(() => Float) lower: number;
  @Field(() => Float) upper: number;
}
@ObjectType()
export class ErrorPoint extends ErrorRate {
  @Field(() => Date) at: Date;
}
@ObjectType({ description: 'Of one predicted class, or one segment.' })
export class ErrorOfPart extends ErrorRate {
  @Field(() => String, { description: 'Empty: without one.' }) name: string;
  @Field(() => Date, { nullable: true, description: 'When ADWIN last told of a change in it.' }) signalAt: Date | null;
}
@ObjectType()
export class ConceptSignal {
  @Field(() => Date) at: Date;
  @Field(() => Int, { description: 'How many labels it had heard.' }) label: number;
}
@ObjectType()
export class ConceptDetectorView {
  @Field(() => DetectorEnum) detector: ConceptDetector;
  @Field(() => Boolean, { description: 'Whether the alarm goes by it.' }) isAlarm: boolean;
  @Field(() => Int) labels: number;
  @Field(() => DetectorStateEnum) state: 'WAITING' | 'QUIET' | 'FIRED';
  @Field(() => [ConceptSignal]) signals: ConceptSignal[];
}
@ObjectType({ description: 'Mean confidence minus the share that was right.' })
export class CalibrationGap {
  @Field(() => Int) labels: number;
  @Field(() => Float, { nullable: true }) gap: number | null;
}
@ObjectType()
export class CalibrationShare {
  @Field(() => Int) labels: number;
  @Field(() => Float, { nullable: true }) confidence: number | null;
  @Field(() => Float, { nullable: true }) right: number | null;
}
@ObjectType()
export class CalibrationBin {
  @Field(() => Float) from: number;
  @Field(() => Float) to: number;
  @Field(() => CalibrationShare) reference: CalibrationShare;
  @Field(() => CalibrationShare) recent: CalibrationShare;
}
@ObjectType({ description: 'The first labels beside the latest.' })
export class ConceptCalibration {
  @Field(() => CalibrationStateEnum) state: 'UNKNOWN' | 'STEADY' | 'OVERCONFIDENT' | 'UNDERCONFIDENT';
  @Field(() => CalibrationGap) reference: CalibrationGap;
  @Field(() => CalibrationGap) recent: CalibrationGap;
  @Field(() => [CalibrationBin]) bins: CalibrationBin[];
}
@ObjectType({ description: 'The error that the machine’s own confidence expects (CBPE): 1 − its mean.' })
export class LabelFreeEstimate {
  @Field(() => EstimateMoveEnum) state: EstimateMove;
  @Field(() => Float, { nullable: true }) value: number | null;
  @Field(() => Float, { nullable: true, description: 'Of the time before.' }) reference: number | null;
  @Field(() => Float) cases: number;
  @Field(() => [String]) assumptions: readonly string[];
}
@ObjectType({ description: 'Whether the rules of taking the decision changed, as blind labels tell.' })
export class ConceptDrift {
  @Field(() => ID, { nullable: true, description: 'Null: no blind label measures any.' }) version: string | null;
  @Field(() => [String], { description: 'Labelled last first.' }) versions: readonly string[];
  @Field(() => Boolean, {
    description: 'Without the newest labels, classes and segments, for who answers blind reviews.',
  })
  isVeiled: boolean;
  @Field(() => String, { description: 'What inputs, error and estimate mean together.' }) sentence: string;
  @Field(() => InputMoveEnum) inputs: InputMove;
  @Field(() => ErrorMoveEnum) state: 'UNKNOWN' | 'STEADY' | 'ROSE' | 'FELL';
  @Field(() => Date, { nullable: true }) since: Date | null;
  @Field(() => Int) labels: number;
  @Field(() => Int, { description: 'Labels that detectors heard: thinned to equally likely ones.' }) seen: number;
  @Field(() => Int, { description: 'How many of those a verdict takes.' }) needed: number;
  @Field(() => ErrorRate) total: ErrorRate;
  @Field(() => ErrorRate) reference: ErrorRate;
  @Field(() => ErrorRate, { description: 'Since the change, or all.' }) recent: ErrorRate;
  @Field(() => Int) periodSeconds: number;
  @Field(() => [ErrorPoint], { description: 'At most 336; the band of each is of its own period.' })
  points: ErrorPoint[];
  @Field(() => [ConceptDetectorView]) detectors: ConceptDetectorView[];
  @Field(() => ConceptCalibration) calibration: ConceptCalibration;
  @Field(() => [ErrorOfPart]) classes: ErrorOfPart[];
  @Field(() => [ErrorOfPart]) segments: ErrorOfPart[];
  @Field(() => LabelFreeEstimate) estimate: LabelFreeEstimate;
}

export function toConceptDrift(drift: Drift): ConceptDrift {
  const part = ({ signalAt, ...rate }: Drift['classes'][number]): ErrorOfPart => ({
    ...rate,
    signalAt: signalAt === null ? null : new Date(signalAt),
  });
  return {
    ...drift,
    since: drift.since === null ? null : new Date(drift.since),
    points: drift.points.map(({ at, ...rate }) => ({ ...rate, at: new Date(at) })),
    detectors: drift.detectors.map(({ signals, ...one }) => ({
      ...one,
      signals: signals.map(({ at, label }) => ({ at: new Date(at), label })),
    })),
    calibration: { ...drift.calibration, bins: [...drift.calibration.bins] },
    classes: drift.classes.map(part),
    segments: drift.segments.map(part),
  };
}
