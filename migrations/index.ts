/** All migrations, oldest first. */
import { FoundHandrail1764000000000 } from './1764000000000-found-handrail.js';
import { RegisterDeciders1764100000000 } from './1764100000000-register-deciders.js';
import { JudgeRollouts1764250000000 } from './1764250000000-judge-rollouts.js';
import { DeclareProfiles1764260000000 } from './1764260000000-declare-profiles.js';
import { FreezeDatasets1764400000000 } from './1764400000000-freeze-datasets.js';
import { TrainDeciders1764460000000 } from './1764460000000-train-deciders.js';
import { TakeFeedback1764500000000 } from './1764500000000-take-feedback.js';
import { ShowExports1764510000000 } from './1764510000000-show-exports.js';
import { PackDatasets1764520000000 } from './1764520000000-pack-datasets.js';
import { FindFeedback1764560000000 } from './1764560000000-find-feedback.js';
import { ImportLabels1764570000000 } from './1764570000000-import-labels.js';
import { OrderLabels1764571000000 } from './1764571000000-order-labels.js';
import { ScheduleDatasets1764572000000 } from './1764572000000-schedule-datasets.js';
import { CheckDatasets1764573000000 } from './1764573000000-check-datasets.js';
import { WithdrawApprovals1764600000000 } from './1764600000000-withdraw-approvals.js';
import { KeepMetrics1764610000000 } from './1764610000000-keep-metrics.js';
import { KeepRisks1764615000000 } from './1764615000000-keep-risks.js';
import { SearchDecisions1764620000000 } from './1764620000000-search-decisions.js';
import { AnswerRequestsOnce1764630000001 } from './1764630000001-answer-requests-once.js';
import { EraseExpired1764630000002 } from './1764630000002-erase-expired.js';
import { RaiseAlarms1764640000001 } from './1764640000001-raise-alarms.js';
import { Announce1764640000002 } from './1764640000002-announce.js';
import { FreezeReferences1764650000001 } from './1764650000001-freeze-references.js';
import { WatchConcept1764655000001 } from './1764655000001-watch-concept.js';
import { CompareDatasets1764660000001 } from './1764660000001-compare-datasets.js';
import { ExportDatasets1764660000002 } from './1764660000002-export-datasets.js';
import { PushDatasets1764660000003 } from './1764660000003-push-datasets.js';
import { MeasureMedia1764670000000 } from './1764670000000-measure-media.js';
import { Deliver1764680000001 } from './1764680000001-deliver.js';
import { WatchDrift1764690000001 } from './1764690000001-watch-drift.js';
import { KeepVocabularies1764690000002 } from './1764690000002-keep-vocabularies.js';
import { BoundDrift1764690000003 } from './1764690000003-bound-drift.js';
import { ReadImportsInParts1764710000001 } from './1764710000001-read-imports-in-parts.js';
import { LimitOverview1764730000001 } from './1764730000001-limit-overview.js';
import { BoundNames1764730000002 } from './1764730000002-bound-names.js';
import { PackMedia1764750000001 } from './1764750000001-pack-media.js';
import { SayWhyErased1764750000002 } from './1764750000002-say-why-erased.js';
import { TellOfLoops1764801000001 } from './1764801000001-tell-of-loops.js';
import { CancelWork1764803000001 } from './1764803000001-cancel-work.js';
import { HoldByTab1764805000001 } from './1764805000001-hold-by-tab.js';
import { PartIdsFromDecisions1764806000001 } from './1764806000001-part-ids-from-decisions.js';
import { CompareWithinTolerance1764806000002 } from './1764806000002-compare-within-tolerance.js';
import { CentreMoments1764807000001 } from './1764807000001-centre-moments.js';
import { TellGrowth1764807000002 } from './1764807000002-tell-growth.js';
import { AskOfThePast1764808000001 } from './1764808000001-ask-of-the-past.js';
import { TellRestores1764811000001 } from './1764811000001-tell-restores.js';
import { ForgetAnswers1764820000001 } from './1764820000001-forget-answers.js';
import { TellOperators1764830000001 } from './1764830000001-tell-operators.js';
import { TellWhatGrows1764840000001 } from './1764840000001-tell-what-grows.js';
import { ImportByKey1764850000001 } from './1764850000001-import-by-key.js';
import { AgreeInAnyOrder1764860000001 } from './1764860000001-agree-in-any-order.js';
import { KeepUnsettledCases1764860000002 } from './1764860000002-keep-unsettled-cases.js';
import { KeepSkips1764910300001 } from './1764910300001-keep-skips.js';
import { KeepImportHint1764910300002 } from './1764910300002-keep-import-hint.js';

/** All migrations, oldest first. */
export const MIGRATIONS = [
  FoundHandrail1764000000000,
  RegisterDeciders1764100000000,
  JudgeRollouts1764250000000,
  DeclareProfiles1764260000000,
  FreezeDatasets1764400000000,
  TrainDeciders1764460000000,
  TakeFeedback1764500000000,
  ShowExports1764510000000,
  PackDatasets1764520000000,
  FindFeedback1764560000000,
  ImportLabels1764570000000,
  OrderLabels1764571000000,
  ScheduleDatasets1764572000000,
  CheckDatasets1764573000000,
  WithdrawApprovals1764600000000,
  KeepMetrics1764610000000,
  KeepRisks1764615000000,
  SearchDecisions1764620000000,
  AnswerRequestsOnce1764630000001,
  EraseExpired1764630000002,
  RaiseAlarms1764640000001,
  Announce1764640000002,
  FreezeReferences1764650000001,
  WatchConcept1764655000001,
  CompareDatasets1764660000001,
  ExportDatasets1764660000002,
  PushDatasets1764660000003,
  MeasureMedia1764670000000,
  Deliver1764680000001,
  WatchDrift1764690000001,
  KeepVocabularies1764690000002,
  BoundDrift1764690000003,
  ReadImportsInParts1764710000001,
  LimitOverview1764730000001,
  BoundNames1764730000002,
  PackMedia1764750000001,
  SayWhyErased1764750000002,
  TellOfLoops1764801000001,
  CancelWork1764803000001,
  HoldByTab1764805000001,
  PartIdsFromDecisions1764806000001,
  CompareWithinTolerance1764806000002,
  CentreMoments1764807000001,
  TellGrowth1764807000002,
  AskOfThePast1764808000001,
  TellRestores1764811000001,
  ForgetAnswers1764820000001,
  TellOperators1764830000001,
  TellWhatGrows1764840000001,
  ImportByKey1764850000001,
  AgreeInAnyOrder1764860000001,
  KeepUnsettledCases1764860000002,
  KeepSkips1764910300001,
  KeepImportHint1764910300002,
];
