// Written by tools/codegen.mjs; do not edit.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type AddChannelInput = {
  /** A URL, or at most 20 e-mail addresses between commas. */
  address: string;
  events: Array<ChannelEvent>;
  kind: ChannelKind;
  /** 1 to 80 characters. */
  name: string;
  projectId: string;
};

/** What an alarm does by itself: nothing, a rung down, or the running rollout back. */
export type AlarmActionKind =
  | 'MOVE_DOWN'
  | 'NONE'
  | 'ROLL_BACK';

export type AlarmActionState =
  | 'DONE'
  | 'DUE'
  | 'SKIPPED';

/** SCHEMA: a policy with a new output schema. */
export type AlarmCauseKind =
  | 'DRIFT'
  | 'POLICY'
  | 'ROLLOUT'
  | 'SCHEMA'
  | 'SKIPS'
  | 'VERSION';

/** ABOVE and BELOW: against the limit. HIGHER, LOWER, DIFFERS: by at least the limit from the hours before. */
export type AlarmCondition =
  | 'ABOVE'
  | 'BELOW'
  | 'DIFFERS'
  | 'HIGHER'
  | 'LOWER';

export type AlarmEventKind =
  | 'ACKNOWLEDGED'
  | 'ACTED'
  | 'ASSIGNED'
  | 'CALMED'
  | 'GREW'
  | 'JOINED'
  | 'JUDGED'
  | 'OPENED'
  | 'RESOLVED';

export type AlarmPhase =
  | 'ACKNOWLEDGED'
  | 'FIRING'
  | 'RESOLVED';

/** P95: the 95th percentile of numbers. */
export type AlarmRead =
  | 'P95'
  | 'VALUE';

export type AlarmRuleInput = {
  action?: AlarmActionKind | null | undefined;
  closeLimit?: number | null | undefined;
  closesAfter?: number | null | undefined;
  condition: AlarmCondition;
  /** name@version. */
  decider?: string | null | undefined;
  isOn?: boolean | null | undefined;
  isRelative?: boolean | null | undefined;
  level?: Level | null | undefined;
  limit: number;
  metric: string;
  minimumCount?: number | null | undefined;
  minimumEffect?: number | null | undefined;
  /** 1 to 120 characters. */
  name: string;
  opensAfter?: number | null | undefined;
  /** Absent: every part by itself. */
  part?: string | null | undefined;
  read?: AlarmRead | null | undefined;
  referenceHours?: number | null | undefined;
  segment?: string | null | undefined;
  source?: AlarmSource | null | undefined;
  windowMinutes?: number | null | undefined;
};

export type AlarmSource =
  | 'DRIFT'
  | 'METRIC';

/** UNRESOLVED: open or acknowledged; OPEN: nobody sees to it yet; MINE: unresolved and assigned to who asks. */
export type AlarmView =
  | 'ACKNOWLEDGED'
  | 'MINE'
  | 'OPEN'
  | 'RESOLVED'
  | 'UNRESOLVED';

export type AnnotationKind =
  | 'ALARM'
  | 'POLICY'
  | 'ROLLOUT';

/** What an API key can do in its project. */
export type ApiScope =
  | 'DECIDERS_TRAIN'
  | 'DECIDERS_WRITE'
  | 'DECISIONS_READ'
  | 'DECISIONS_WRITE'
  | 'LABELS_READ'
  | 'LABELS_WRITE'
  | 'PERSONAL_READ'
  | 'PROFILE_WRITE'
  | 'STORAGE_WRITE';

export type ApproveStepInput = {
  reason: string;
  rolloutId: string;
  /** The step that may be left, from 0. */
  step: number;
};

export type AskAgainInput = {
  projectId: string;
  reviewId: string;
  /** The code of who skipped it; absent: everybody who did. */
  reviewer?: string | null | undefined;
};

export type AskReviewersInput = {
  /** At most 200 cases. */
  caseIds: Array<string>;
  projectId: string;
};

/** OVERCONFIDENT: surer than it was for how often it is right. */
export type CalibrationState =
  | 'OVERCONFIDENT'
  | 'STEADY'
  | 'UNDERCONFIDENT'
  | 'UNKNOWN';

export type ChangeSchemaInput = {
  /** The policy version that you were looking at. */
  expectedVersion: number;
  /** The whole of it; marks of personal data stay as they are. */
  inputSchema: unknown;
  /** The whole of it. */
  outputSchema: unknown;
  projectId: string;
  reason: string;
};

/** DECISION_MADE: a person has decided. EXPORT_READY: a file is ready, or was not made. */
export type ChannelEvent =
  | 'ALARM_ACKNOWLEDGED'
  | 'ALARM_JOINED'
  | 'ALARM_OPENED'
  | 'ALARM_RESOLVED'
  | 'DECISION_MADE'
  | 'EXPORT_READY';

/** A signed webhook, an incoming webhook as Slack has them, e-mail. */
export type ChannelKind =
  | 'EMAIL'
  | 'SLACK'
  | 'WEBHOOK';

export type ClaimReviewsInput = {
  /** 1 to 3. */
  count: number;
  /** The page that this one is after it was loaded anew: its cases go over. */
  insteadOf?: string | null | undefined;
  projectId: string;
  /** Take this one back first, if nobody else holds or has answered it. */
  reviewId?: string | null | undefined;
  /** Which of your pages asks: each has cases of its own. */
  tabId?: string | null | undefined;
};

export type ConceptDetector =
  | 'adwin'
  | 'eDetector'
  | 'pageHinkley';

export type ConceptDetectorState =
  | 'FIRED'
  | 'QUIET'
  | 'WAITING';

/** How a version is asked: its predictions come with the case (CALLER), or Handrail asks it. */
export type Connector =
  | 'BUILTIN'
  | 'CALLER'
  | 'HTTP'
  | 'ONNX'
  | 'RULES';

export type CorrectLabelInput = {
  /** What comes again under one key is done once and gets the first answer. */
  idempotencyKey?: string | null | undefined;
  labelId: string;
  note?: string | null | undefined;
  value: unknown;
};

export type CreateApiKeyInput = {
  name: string;
  projectId: string;
  scopes: Array<ApiScope>;
};

export type CreateFirstAdminInput = {
  email: string;
  name: string;
  password: string;
};

export type CreatePersonInput = {
  email: string;
  isOwner?: boolean | null | undefined;
  name: string;
  password: string;
};

export type CreateProjectInput = {
  description?: string | null | undefined;
  guidelines?: string | null | undefined;
  inputSchema: unknown;
  name: string;
  outputSchema: unknown;
  slug: string;
};

export type DatasetBucketInput = {
  accessKeyId: string;
  bucket: string;
  endpoint: string;
  formats: Array<string>;
  /** Of the dataset. */
  name: string;
  pathStyle: boolean;
  prefix: string;
  projectId: string;
  region: string;
  /** Absent: as it is, for the same endpoint and key. */
  secretAccessKey?: string | null | undefined;
};

/** Moved by more than luck and a twentieth of the rows; as before; not to be told from so few rows. */
export type DatasetDriftVerdict =
  | 'MOVED'
  | 'STEADY'
  | 'TOO_FEW';

/** Somebody asked for it, or the cases were older than the project’s profile says. */
export type DatasetErasedWhy =
  | 'BY_AGE'
  | 'ON_REQUEST';

/** Waiting or being made, there to be taken, given up with a reason, or stopped by somebody. */
export type DatasetExportState =
  | 'CANCELLED'
  | 'FAILED'
  | 'READY'
  | 'RUNNING';

/** Compared as values, as numbers in bins, or by the length of texts. */
export type DatasetPartKind =
  | 'LENGTHS'
  | 'NUMBERS'
  | 'VALUES';

/** Waiting, under way or to be tried again; all there; given up. */
export type DatasetPushState =
  | 'DONE'
  | 'FAILED'
  | 'RUNNING';

/** Being frozen, frozen, given up with a reason, or cancelled. */
export type DatasetState =
  | 'BUILDING'
  | 'CANCELLED'
  | 'FAILED'
  | 'READY';

/** A model, a person, or the previous system. */
export type DeciderKind =
  | 'HUMAN'
  | 'MODEL'
  | 'SYSTEM';

export type DecisionFilterInput = {
  /** Of the decision that stands, in [0, 1]. */
  confidenceFrom?: number | null | undefined;
  /** This value included. */
  confidenceTo?: number | null | undefined;
  decidedBy?: DeciderKind | null | undefined;
  /** The machine that decided, `name@version`. */
  decider?: string | null | undefined;
  /** A field of the input; `fieldState` or `fieldValue` says which of its values. */
  field?: string | null | undefined;
  fieldState?: FieldState | null | undefined;
  /** The field is exactly this; numbers and truth values as text. */
  fieldValue?: string | null | undefined;
  /** Received at this time or later. */
  from?: string | null | undefined;
  id?: string | null | undefined;
  /** The Idempotency-Key that the case came with. */
  key?: string | null | undefined;
  /** That the case was routed on. */
  level?: Level | null | undefined;
  reason?: string | null | undefined;
  /** Words of the input. */
  search?: string | null | undefined;
  segment?: string | null | undefined;
  /** decided or pending. */
  status?: string | null | undefined;
  /** Received before this time. */
  to?: string | null | undefined;
  /** The decision that stands is exactly this. */
  value?: unknown;
};

export type DeclareProfileInput = {
  /** The version that you were looking at; 0 where none was declared. */
  expectedVersion: number;
  profile: DeploymentProfileInput;
  projectId: string;
  reason?: string | null | undefined;
};

/** To be tried, or being tried; taken by the receiver; given up. */
export type DeliveryState =
  | 'DELIVERED'
  | 'FAILED'
  | 'WAITING';

/** What a project is for: nothing was there before, people did it, or a machine did it. */
export type DeploymentCase =
  | 'MANUAL_TASK'
  | 'NEW_PRODUCT'
  | 'REPLACE_SYSTEM';

/** Absent fields take their defaults: no limit, nothing declared. */
export type DeploymentProfileInput = {
  casesPerSecond?: number | null | undefined;
  cpuCores?: number | null | undefined;
  deploymentCase?: DeploymentCase | null | undefined;
  logged?: Logged | null | undefined;
  memoryMb?: number | null | undefined;
  personalDataDays?: number | null | undefined;
  place?: Place | null | undefined;
  serving?: Serving | null | undefined;
};

export type DescribeDeciderInput = {
  name: string;
  /** Absent: stays as it is. */
  notes?: string | null | undefined;
  /** Absent: stays as it is. */
  owner?: string | null | undefined;
  projectId: string;
};

export type DescribeProjectInput = {
  description?: string | null | undefined;
  guidelines?: string | null | undefined;
  name?: string | null | undefined;
  projectId: string;
};

export type DriftPeriodInput = {
  from: string;
  to: string;
};

/** FROZEN: with the version that decides. PERIOD: a time that was chosen. */
export type DriftReferenceKind =
  | 'FROZEN'
  | 'PERIOD';

/** Whether a field drifts. NOT_ENOUGH, NO_DATA, NO_REFERENCE: nobody can say. */
export type DriftState =
  | 'DRIFTS'
  | 'NOT_ENOUGH'
  | 'NO_DATA'
  | 'NO_REFERENCE'
  | 'STABLE';

/** UNKNOWN: fewer labels than a reference takes. */
export type ErrorMove =
  | 'FELL'
  | 'ROSE'
  | 'STEADY'
  | 'UNKNOWN';

/** WORSE: more errors are expected. */
export type EstimateMove =
  | 'BETTER'
  | 'STEADY'
  | 'UNKNOWN'
  | 'WORSE';

/** MISSING: the case has no value in the field. NEW: one that the reference frozen last never had. */
export type FieldState =
  | 'MISSING'
  | 'NEW';

export type FreezeDatasetInput = {
  /** Absent: as the last version of this name has it. */
  definition?: unknown;
  /** Versions of one name are compared with each other. */
  name: string;
  projectId: string;
};

/** Being sent, waiting for its mapping, being imported, imported, given up with a reason, or cancelled. */
export type ImportState =
  | 'CANCELLED'
  | 'DONE'
  | 'FAILED'
  | 'RUNNING'
  | 'UPLOADED'
  | 'UPLOADING';

export type LabelFilterInput = {
  blind?: boolean | null | undefined;
  from?: string | null | undefined;
  level?: Level | null | undefined;
  reason?: string | null | undefined;
  /** Exclusive. */
  to?: string | null | undefined;
  /** The answer, or one of several. */
  value?: string | null | undefined;
};

export type LeaseInput = {
  leaseToken: string;
  reviewId: string;
};

/** The rungs of the ladder, in order. */
export type Level =
  | 'AI_ASSISTANCE'
  | 'FULL_AUTOMATION'
  | 'HUMAN_ONLY'
  | 'PARTIAL_AUTOMATION'
  | 'SHADOW';

export type LimitKind =
  | 'MAXIMUM'
  | 'MINIMUM';

/** What the operators’ log says of a case. */
export type Logged =
  | 'CONTENT'
  | 'METADATA'
  | 'NOTHING';

/** Of three periods. OK: it succeeded. FAILING: it only failed. LATE: it neither succeeded nor failed. ABSENT: no process runs it. */
export type LoopVerdict =
  | 'ABSENT'
  | 'FAILING'
  | 'LATE'
  | 'OK';

/** A model has a confidence; a previous system decides without one. */
export type MachineKind =
  | 'MODEL'
  | 'SYSTEM';

export type MarkPersonalInput = {
  /** Fields that are not named stay as they are. */
  fields: Array<PersonalMarkInput>;
  projectId: string;
};

/** Machines, what comes in, what goes out, people. */
export type MetricGroup =
  | 'INPUT'
  | 'OUTPUT'
  | 'PEOPLE'
  | 'SOFTWARE';

/** COUNT: events a minute. RATE: a share in [0, 1]. VALUES: a mean and quantiles. SHARES: the share of each category. GAUGE: a level. */
export type MetricKind =
  | 'COUNT'
  | 'GAUGE'
  | 'RATE'
  | 'SHARES'
  | 'VALUES';

/** What gives lines of their own. */
export type MetricSplit =
  | 'LEVEL'
  | 'SEGMENT'
  | 'VERSION';

/** UNKNOWN: there is not enough to say. */
export type MonitoringVerdict =
  | 'BAD'
  | 'GOOD'
  | 'UNKNOWN'
  | 'WATCH';

export type MoveLadderInput = {
  evidence?: unknown;
  /** The version that you were looking at. */
  expectedVersion: number;
  projectId: string;
  reason: string;
  settings: PolicySettingsInput;
  /** You know that it is not known what the machine would do. Needed where it cannot be asked. */
  withoutProof?: boolean | null | undefined;
};

export type MoveRolloutInput = {
  reason: string;
  rolloutId: string;
};

export type MuteAlarmsInput = {
  from: string;
  projectId: string;
  /** 1 to 500 characters. */
  reason: string;
  /** Absent: all rules. */
  ruleId?: string | null | undefined;
  /** At most 30 days later. */
  to: string;
};

export type NamedThresholdInput = {
  name: string;
  threshold: number;
};

export type OverviewLimitsInput = {
  /** Not all right: blind answers agree less by so much; 0.0001 to 1. */
  agreementFalls: number;
  /** Worth a look: the automated share moved by so much; 0.0001 to 1. */
  automatedMoves: number;
  /** Worth a look: fewer cases than this share of those of the time before; 0.0001 to 1. */
  casesLeft: number;
  /** Share of failed requests, 0.0001 to 1. */
  errorRate: number;
  /** Of the 95th percentile, in milliseconds, 1 to 600,000; null: the latency budget of the policy. */
  latencyMs?: number | null | undefined;
  /** Of the oldest review, in seconds, 60 to a year. */
  reviewAgeSeconds: number;
};

export type PersonalMarkInput = {
  /** Of a field of the input schema. */
  name: string;
  /** Null: it is no personal data. */
  way?: PersonalWay | null | undefined;
};

/** How personal data leaves to whoever may not read such: left out, as a code, or masked. */
export type PersonalWay =
  | 'DROP'
  | 'HASH'
  | 'MASK';

/** Where the project’s cases are decided. */
export type Place =
  | 'CLOUD'
  | 'EDGE';

export type PlaceVersionInput = {
  /** The policy that you were looking at; absent: any. */
  expectedVersion?: number | null | undefined;
  /** False takes it out of the place. */
  isIn: boolean;
  place: VersionPlace;
  projectId: string;
  reason: string;
  reference: string;
};

export type PolicySettingsInput = {
  auditRate: number;
  blindControlRate?: number | null | undefined;
  classThresholds?: Array<NamedThresholdInput> | null | undefined;
  fallback?: unknown;
  globalThreshold: number;
  incumbent?: string | null | undefined;
  latencyBudgetMs?: number | null | undefined;
  level: Level;
  previousSystem?: string | null | undefined;
  segmentThresholds?: unknown;
  showLowConfidencePrediction?: boolean | null | undefined;
};

/** Being looked at, looked at, or given up. */
export type QualityState =
  | 'DONE'
  | 'FAILED'
  | 'RUNNING';

export type RegisterDeciderInput = {
  kind: MachineKind;
  /** Letters, digits, . _ - (at most 100). */
  name: string;
  notes?: string | null | undefined;
  owner?: string | null | undefined;
  projectId: string;
};

export type RegisterVersionInput = {
  /** Of the connector. */
  config?: unknown;
  /** CALLER, HTTP or RULES; others come by upload or training. */
  connector: Connector;
  modelCard?: unknown;
  /** Of the decider. */
  name: string;
  projectId: string;
  secrets?: VersionSecretsInput | null | undefined;
};

export type RestorePolicyInput = {
  /** The version that you were looking at. */
  expectedVersion: number;
  projectId: string;
  /** Absent: says which version is taken back or restored. */
  reason?: string | null | undefined;
  /** The version whose settings are to be in force again. */
  version: number;
  /** As with moveLadder: needed where it leads upwards unknown. */
  withoutProof?: boolean | null | undefined;
};

export type RetireVersionInput = {
  projectId: string;
  reason: string;
  reference: string;
};

/** Why a case is here, as far as its reviewer may know. */
export type ReviewWhy =
  | 'APPEAL'
  | 'BLIND_CHECK'
  | 'DISAGREEMENT'
  | 'FALLBACK'
  | 'GOLD'
  | 'LEVEL'
  | 'LOW_CONFIDENCE';

/** What a person can be in a project. */
export type Role =
  | 'ADMIN'
  | 'DATA_SCIENTIST'
  | 'REVIEWER';

/** What happened to a rollout. */
export type RolloutEventKind =
  | 'ADVANCED'
  | 'APPROVAL_WITHDRAWN'
  | 'APPROVED'
  | 'FINISHED'
  | 'ROLLED_BACK'
  | 'STARTED'
  | 'STOPPED'
  | 'SWITCHED';

/** Disagreement takes `limit`; everything else `worseThan` and `atMost`; errors and missing answers may have a `limit` too, and need one where people alone are the incumbent. */
export type RolloutGuardrailInput = {
  atMost?: number | null | undefined;
  delta?: number | null | undefined;
  limit?: number | null | undefined;
  metric: RolloutMetric;
  /** Latency: within so many milliseconds nothing is slow; null: within the latency budget. */
  withinMs?: number | null | undefined;
  worseThan?: number | null | undefined;
};

/** What a guardrail watches: wrong by a blind label, overridden or refused by end users, no usable answer, slower than the incumbent’s 95th percentile, another answer than the incumbent’s. */
export type RolloutMetric =
  | 'DISAGREEMENT'
  | 'ERROR'
  | 'HUMAN_SHARE'
  | 'LATENCY'
  | 'NULL'
  | 'OVERRIDE'
  | 'REFUSAL';

/** Canary: a growing sticky share. Blue/green: one switch of all traffic, and back. */
export type RolloutMode =
  | 'BLUE_GREEN'
  | 'CANARY';

/** Stopped: the arms held another ratio than the share, so nothing could be believed. */
export type RolloutStatus =
  | 'FINISHED'
  | 'ROLLED_BACK'
  | 'RUNNING'
  | 'STOPPED';

export type RolloutStepInput = {
  approval?: boolean | null | undefined;
  minimumCases?: number | null | undefined;
  minimumLabels?: number | null | undefined;
  minimumMinutes?: number | null | undefined;
  share: number;
};

/** Unknown is neither good nor bad: it holds. */
export type RolloutVerdict =
  | 'FAIL'
  | 'PASS'
  | 'UNKNOWN';

/** What a step still waits for. LEVEL: the project is at Human only. */
export type RolloutWaitKind =
  | 'APPROVAL'
  | 'CASES'
  | 'GUARDRAIL'
  | 'LABELS'
  | 'LEVEL'
  | 'SWITCH'
  | 'TIME';

export type SaveAlarmRuleInput = {
  /** The version that you were looking at. */
  expectedVersion?: number | null | undefined;
  /** Absent: a new one. */
  id?: string | null | undefined;
  projectId: string;
  rule: AlarmRuleInput;
};

export type SaveChannelInput = {
  /** Absent: as it is. */
  address?: string | null | undefined;
  events: Array<ChannelEvent>;
  /** The version that you were looking at. */
  expectedVersion: number;
  id: string;
  /** What waits when it is turned off is given up. */
  isOn: boolean;
  /** 1 to 80 characters. */
  name: string;
  projectId: string;
};

export type SaveOverviewLimitsInput = {
  /** The version that you were looking at. */
  expectedVersion: number;
  limits: OverviewLimitsInput;
  projectId: string;
};

export type SaveRiskInput = {
  /** The version that you were looking at; absent for a new one. */
  expectedVersion?: number | null | undefined;
  /** Absent: a new one. */
  id?: string | null | undefined;
  impact: number;
  likelihood: number;
  /** At most 20. */
  metrics: Array<string>;
  ownerId?: string | null | undefined;
  projectId: string;
  /** 1 to 300 characters. */
  title: string;
};

export type ScheduleDatasetInput = {
  /** From 5 minutes to 30 days; null: not by itself any more. */
  everyMinutes?: number | null | undefined;
  name: string;
  projectId: string;
};

export type SendToReviewInput = {
  /** At most 200 cases. */
  caseIds: Array<string>;
  projectId: string;
};

/** Whether somebody waits for each answer. */
export type Serving =
  | 'BATCH'
  | 'REALTIME';

export type SetMemberRolesInput = {
  email: string;
  projectId: string;
  /** Exactly these; none takes the person out. */
  roles: Array<Role>;
};

export type SetTrainingScheduleInput = {
  /** At least 10; null ends the schedule. */
  everyLabels?: number | null | undefined;
  name: string;
  options?: TrainingOptionsInput | null | undefined;
  projectId: string;
};

export type SetUpProjectInput = {
  deploymentCase: DeploymentCase;
  description?: string | null | undefined;
  guidelines?: string | null | undefined;
  /** Of the sample file, for imports of files like it: `label` (the column of the answer), `readings` (by column, as in the mapping of an import), `system` (absent: the previous one). */
  importHint?: unknown;
  inputSchema: unknown;
  /** Milliseconds; absent: 2,000. */
  latencyBudgetMs?: number | null | undefined;
  name: string;
  outputSchema: unknown;
  /** Name of what decided until now, whose answers come with each case; null: connected later, or none. */
  previousSystem?: string | null | undefined;
  profile?: DeploymentProfileInput | null | undefined;
  /** E-mail addresses of people who have an account. */
  reviewers?: Array<string> | null | undefined;
  slug: string;
};

export type SettleCaseInput = {
  caseId: string;
  note?: string | null | undefined;
  projectId: string;
  value: unknown;
};

export type SignInInput = {
  email: string;
  password: string;
};

export type SkipReviewInput = {
  /** What comes again under one key is done once and gets the first answer. */
  idempotencyKey?: string | null | undefined;
  leaseToken: string;
  reason?: string | null | undefined;
  reviewId: string;
};

export type StartDatasetExportInput = {
  /** Of the version’s; absent: all of them. */
  columns?: Array<string> | null | undefined;
  /** data.csv.gz and the like. */
  file: string;
  /** Pack pictures and recordings beside it; absent: no. */
  media?: boolean | null | undefined;
  /** The number of the version. */
  number: number;
  projectId: string;
};

export type StartImportInput = {
  importId: string;
  projectId: string;
  /** Purpose, mapping, system, onBadRow, blind, again. */
  settings: unknown;
};

export type StartRolloutInput = {
  /** The earlier rollout of this version that was rolled back. */
  acknowledgeRollback?: string | null | undefined;
  /** name@version, registered. */
  challenger: string;
  /** Null: the project’s. */
  challengerLevel?: Level | null | undefined;
  /** The policy version that you were looking at. */
  expectedVersion: number;
  /** Null: errors, missing answers, overrides, refusals, latency, cases sent to people. */
  guardrails?: Array<RolloutGuardrailInput> | null | undefined;
  mode: RolloutMode;
  projectId: string;
  reason: string;
  /** Null: 5, 10, 25, 50, 100 %; none for blue/green. */
  steps?: Array<RolloutStepInput> | null | undefined;
};

export type SubmitLabelInput = {
  /** What comes again under one key is done once and gets the first answer. */
  idempotencyKey?: string | null | undefined;
  /** Milliseconds from seeing the whole case to answering; null: it was not whole yet, or was not timed. */
  leadTimeMs?: number | null | undefined;
  leaseToken: string;
  note?: string | null | undefined;
  reviewId: string;
  value: unknown;
};

export type SwitchBlueGreenInput = {
  reason: string;
  rolloutId: string;
  /** True: all traffic to the challenger; false: back to the incumbent. */
  toGreen: boolean;
};

export type TestConnectionInput = {
  projectId: string;
  /** A registered version; or give `version`. */
  reference?: string | null | undefined;
  /** A case’s input; absent: the last case. */
  sample?: unknown;
  version?: TriedVersionInput | null | undefined;
};

export type TrainDeciderInput = {
  /** Of the decider; one that is not there yet is made. */
  name: string;
  options?: TrainingOptionsInput | null | undefined;
  projectId: string;
};

/** Which labels are learned from, and how. */
export type TrainingOptionsInput = {
  /** Default true: labels given in view of the suggestion lean. */
  blindOnly?: boolean | null | undefined;
  /** Of cases routed at these levels; null: all. */
  levels?: Array<string> | null | undefined;
  /** The same labels and seed make the same model. Default 1. */
  seed?: number | null | undefined;
  /** ISO 8601; labels given from then on. */
  since?: string | null | undefined;
  /** ISO 8601; labels given before. */
  until?: string | null | undefined;
  /** Count each label 1/propensity. Default false. */
  weighted?: boolean | null | undefined;
};

/** How a training stands. */
export type TrainingStatus =
  | 'CANCELLED'
  | 'DONE'
  | 'FAILED'
  | 'QUEUED'
  | 'RUNNING';

/** What had a training started. */
export type TrainingTrigger =
  | 'API'
  | 'BUTTON'
  | 'DEMO'
  | 'SCHEDULE';

/** A version that is not registered yet. */
export type TriedVersionInput = {
  config?: unknown;
  connector: Connector;
  kind: MachineKind;
  secrets?: VersionSecretsInput | null | undefined;
};

export type UndoPolicyInput = {
  /** The version that you were looking at. */
  expectedVersion: number;
  projectId: string;
  /** Absent: says which version is taken back or restored. */
  reason?: string | null | undefined;
  /** The version to take back. */
  version: number;
  /** As with moveLadder: needed where it leads upwards unknown. */
  withoutProof?: boolean | null | undefined;
};

/** Where a version can be put without a rollout. */
export type VersionPlace =
  | 'INCUMBENT'
  | 'PREVIOUS_SYSTEM'
  | 'SHADOW';

export type VersionSecretsInput = {
  /** The token, password or header’s value. Never shown again. */
  credential?: string | null | undefined;
};

/** How a version stands: its most telling part in the policy in force. */
export type VersionState =
  | 'CHALLENGER'
  | 'CHAMPION'
  | 'REGISTERED'
  | 'RETIRED'
  | 'SHADOW';

export type AlarmPartsFragment = { __typename: 'Alarm', id: string, title: string, phase: AlarmPhase, since: string, openedAt: string, resolvedAt: string | null, resolvedBy: string | null, acknowledgedBy: string | null, isUseful: boolean | null, assignee: { __typename: 'AlarmPerson', id: string, name: string } | null, signals: Array<{ __typename: 'AlarmSignal', id: string, rule: string, metric: string, part: string, sentence: string, since: string, closedAt: string | null, picture: string | null, cases: { __typename: 'AlarmCases', from: string, to: string, segment: string | null, decider: string | null, level: Level | null, field: string | null, fieldState: FieldState | null } }>, causes: Array<{ __typename: 'AlarmCause', id: string, kind: AlarmCauseKind, at: string, title: string, detail: string }>, events: Array<{ __typename: 'AlarmEvent', id: string, kind: AlarmEventKind, actor: string, detail: string, at: string }>, actions: Array<{ __typename: 'AlarmAction', kind: AlarmActionKind, state: AlarmActionState, result: string, doneAt: string | null }> };

export type AlarmsQueryVariables = Exact<{
  projectId: string;
  view: AlarmView;
  after?: string | null | undefined;
}>;


export type AlarmsQuery = { __typename: 'Query', alarms: { __typename: 'AlarmConnection', edges: Array<{ __typename: 'AlarmEdge', cursor: string, node: { __typename: 'Alarm', id: string, title: string, phase: AlarmPhase, since: string, openedAt: string, resolvedAt: string | null, resolvedBy: string | null, acknowledgedBy: string | null, isUseful: boolean | null, assignee: { __typename: 'AlarmPerson', id: string, name: string } | null, signals: Array<{ __typename: 'AlarmSignal', id: string, rule: string, metric: string, part: string, sentence: string, since: string, closedAt: string | null, picture: string | null, cases: { __typename: 'AlarmCases', from: string, to: string, segment: string | null, decider: string | null, level: Level | null, field: string | null, fieldState: FieldState | null } }>, causes: Array<{ __typename: 'AlarmCause', id: string, kind: AlarmCauseKind, at: string, title: string, detail: string }>, events: Array<{ __typename: 'AlarmEvent', id: string, kind: AlarmEventKind, actor: string, detail: string, at: string }>, actions: Array<{ __typename: 'AlarmAction', kind: AlarmActionKind, state: AlarmActionState, result: string, doneAt: string | null }> } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type AlarmCountsQueryVariables = Exact<{
  projectId: string;
}>;


export type AlarmCountsQuery = { __typename: 'Query', alarmCounts: { __typename: 'AlarmCounts', open: number, acknowledged: number, resolved: number, mine: number } };

export type OneAlarmQueryVariables = Exact<{
  id: string;
}>;


export type OneAlarmQuery = { __typename: 'Query', alarm: { __typename: 'Alarm', id: string, title: string, phase: AlarmPhase, since: string, openedAt: string, resolvedAt: string | null, resolvedBy: string | null, acknowledgedBy: string | null, isUseful: boolean | null, assignee: { __typename: 'AlarmPerson', id: string, name: string } | null, signals: Array<{ __typename: 'AlarmSignal', id: string, rule: string, metric: string, part: string, sentence: string, since: string, closedAt: string | null, picture: string | null, cases: { __typename: 'AlarmCases', from: string, to: string, segment: string | null, decider: string | null, level: Level | null, field: string | null, fieldState: FieldState | null } }>, causes: Array<{ __typename: 'AlarmCause', id: string, kind: AlarmCauseKind, at: string, title: string, detail: string }>, events: Array<{ __typename: 'AlarmEvent', id: string, kind: AlarmEventKind, actor: string, detail: string, at: string }>, actions: Array<{ __typename: 'AlarmAction', kind: AlarmActionKind, state: AlarmActionState, result: string, doneAt: string | null }> } };

export type AcknowledgeAlarmMutationVariables = Exact<{
  id: string;
}>;


export type AcknowledgeAlarmMutation = { __typename: 'Mutation', acknowledgeAlarm: { __typename: 'Alarm', id: string, title: string, phase: AlarmPhase, since: string, openedAt: string, resolvedAt: string | null, resolvedBy: string | null, acknowledgedBy: string | null, isUseful: boolean | null, assignee: { __typename: 'AlarmPerson', id: string, name: string } | null, signals: Array<{ __typename: 'AlarmSignal', id: string, rule: string, metric: string, part: string, sentence: string, since: string, closedAt: string | null, picture: string | null, cases: { __typename: 'AlarmCases', from: string, to: string, segment: string | null, decider: string | null, level: Level | null, field: string | null, fieldState: FieldState | null } }>, causes: Array<{ __typename: 'AlarmCause', id: string, kind: AlarmCauseKind, at: string, title: string, detail: string }>, events: Array<{ __typename: 'AlarmEvent', id: string, kind: AlarmEventKind, actor: string, detail: string, at: string }>, actions: Array<{ __typename: 'AlarmAction', kind: AlarmActionKind, state: AlarmActionState, result: string, doneAt: string | null }> } };

export type ResolveAlarmMutationVariables = Exact<{
  id: string;
}>;


export type ResolveAlarmMutation = { __typename: 'Mutation', resolveAlarm: { __typename: 'Alarm', id: string, title: string, phase: AlarmPhase, since: string, openedAt: string, resolvedAt: string | null, resolvedBy: string | null, acknowledgedBy: string | null, isUseful: boolean | null, assignee: { __typename: 'AlarmPerson', id: string, name: string } | null, signals: Array<{ __typename: 'AlarmSignal', id: string, rule: string, metric: string, part: string, sentence: string, since: string, closedAt: string | null, picture: string | null, cases: { __typename: 'AlarmCases', from: string, to: string, segment: string | null, decider: string | null, level: Level | null, field: string | null, fieldState: FieldState | null } }>, causes: Array<{ __typename: 'AlarmCause', id: string, kind: AlarmCauseKind, at: string, title: string, detail: string }>, events: Array<{ __typename: 'AlarmEvent', id: string, kind: AlarmEventKind, actor: string, detail: string, at: string }>, actions: Array<{ __typename: 'AlarmAction', kind: AlarmActionKind, state: AlarmActionState, result: string, doneAt: string | null }> } };

export type JudgeAlarmMutationVariables = Exact<{
  id: string;
  isUseful: boolean;
}>;


export type JudgeAlarmMutation = { __typename: 'Mutation', judgeAlarm: { __typename: 'Alarm', id: string, title: string, phase: AlarmPhase, since: string, openedAt: string, resolvedAt: string | null, resolvedBy: string | null, acknowledgedBy: string | null, isUseful: boolean | null, assignee: { __typename: 'AlarmPerson', id: string, name: string } | null, signals: Array<{ __typename: 'AlarmSignal', id: string, rule: string, metric: string, part: string, sentence: string, since: string, closedAt: string | null, picture: string | null, cases: { __typename: 'AlarmCases', from: string, to: string, segment: string | null, decider: string | null, level: Level | null, field: string | null, fieldState: FieldState | null } }>, causes: Array<{ __typename: 'AlarmCause', id: string, kind: AlarmCauseKind, at: string, title: string, detail: string }>, events: Array<{ __typename: 'AlarmEvent', id: string, kind: AlarmEventKind, actor: string, detail: string, at: string }>, actions: Array<{ __typename: 'AlarmAction', kind: AlarmActionKind, state: AlarmActionState, result: string, doneAt: string | null }> } };

export type AssignAlarmMutationVariables = Exact<{
  id: string;
  personId?: string | null | undefined;
}>;


export type AssignAlarmMutation = { __typename: 'Mutation', assignAlarm: { __typename: 'Alarm', id: string, title: string, phase: AlarmPhase, since: string, openedAt: string, resolvedAt: string | null, resolvedBy: string | null, acknowledgedBy: string | null, isUseful: boolean | null, assignee: { __typename: 'AlarmPerson', id: string, name: string } | null, signals: Array<{ __typename: 'AlarmSignal', id: string, rule: string, metric: string, part: string, sentence: string, since: string, closedAt: string | null, picture: string | null, cases: { __typename: 'AlarmCases', from: string, to: string, segment: string | null, decider: string | null, level: Level | null, field: string | null, fieldState: FieldState | null } }>, causes: Array<{ __typename: 'AlarmCause', id: string, kind: AlarmCauseKind, at: string, title: string, detail: string }>, events: Array<{ __typename: 'AlarmEvent', id: string, kind: AlarmEventKind, actor: string, detail: string, at: string }>, actions: Array<{ __typename: 'AlarmAction', kind: AlarmActionKind, state: AlarmActionState, result: string, doneAt: string | null }> } };

export type AlarmSettingsPartsFragment = { __typename: 'AlarmSettings', rules: Array<{ __typename: 'AlarmRule', id: string, version: number, isStarting: boolean, name: string, source: AlarmSource, metric: string, part: string | null, segment: string | null, decider: string | null, level: Level | null, read: AlarmRead, condition: AlarmCondition, limit: number, closeLimit: number | null, minimumEffect: number, minimumCount: number, windowMinutes: number, referenceHours: number, isRelative: boolean, opensAfter: number, closesAfter: number, action: AlarmActionKind, isOn: boolean }>, mutes: Array<{ __typename: 'AlarmMute', id: string, ruleId: string | null, from: string, to: string, reason: string, by: string }>, handlers: Array<{ __typename: 'AlarmPerson', id: string, name: string }> };

export type AlarmSettingsQueryVariables = Exact<{
  projectId: string;
}>;


export type AlarmSettingsQuery = { __typename: 'Query', alarmSettings: { __typename: 'AlarmSettings', rules: Array<{ __typename: 'AlarmRule', id: string, version: number, isStarting: boolean, name: string, source: AlarmSource, metric: string, part: string | null, segment: string | null, decider: string | null, level: Level | null, read: AlarmRead, condition: AlarmCondition, limit: number, closeLimit: number | null, minimumEffect: number, minimumCount: number, windowMinutes: number, referenceHours: number, isRelative: boolean, opensAfter: number, closesAfter: number, action: AlarmActionKind, isOn: boolean }>, mutes: Array<{ __typename: 'AlarmMute', id: string, ruleId: string | null, from: string, to: string, reason: string, by: string }>, handlers: Array<{ __typename: 'AlarmPerson', id: string, name: string }> } };

export type SaveAlarmRuleMutationVariables = Exact<{
  input: SaveAlarmRuleInput;
}>;


export type SaveAlarmRuleMutation = { __typename: 'Mutation', saveAlarmRule: { __typename: 'AlarmSettings', rules: Array<{ __typename: 'AlarmRule', id: string, version: number, isStarting: boolean, name: string, source: AlarmSource, metric: string, part: string | null, segment: string | null, decider: string | null, level: Level | null, read: AlarmRead, condition: AlarmCondition, limit: number, closeLimit: number | null, minimumEffect: number, minimumCount: number, windowMinutes: number, referenceHours: number, isRelative: boolean, opensAfter: number, closesAfter: number, action: AlarmActionKind, isOn: boolean }>, mutes: Array<{ __typename: 'AlarmMute', id: string, ruleId: string | null, from: string, to: string, reason: string, by: string }>, handlers: Array<{ __typename: 'AlarmPerson', id: string, name: string }> } };

export type RemoveAlarmRuleMutationVariables = Exact<{
  projectId: string;
  id: string;
  expectedVersion: number;
}>;


export type RemoveAlarmRuleMutation = { __typename: 'Mutation', removeAlarmRule: { __typename: 'AlarmSettings', rules: Array<{ __typename: 'AlarmRule', id: string, version: number, isStarting: boolean, name: string, source: AlarmSource, metric: string, part: string | null, segment: string | null, decider: string | null, level: Level | null, read: AlarmRead, condition: AlarmCondition, limit: number, closeLimit: number | null, minimumEffect: number, minimumCount: number, windowMinutes: number, referenceHours: number, isRelative: boolean, opensAfter: number, closesAfter: number, action: AlarmActionKind, isOn: boolean }>, mutes: Array<{ __typename: 'AlarmMute', id: string, ruleId: string | null, from: string, to: string, reason: string, by: string }>, handlers: Array<{ __typename: 'AlarmPerson', id: string, name: string }> } };

export type MuteAlarmsMutationVariables = Exact<{
  input: MuteAlarmsInput;
}>;


export type MuteAlarmsMutation = { __typename: 'Mutation', muteAlarms: { __typename: 'AlarmSettings', rules: Array<{ __typename: 'AlarmRule', id: string, version: number, isStarting: boolean, name: string, source: AlarmSource, metric: string, part: string | null, segment: string | null, decider: string | null, level: Level | null, read: AlarmRead, condition: AlarmCondition, limit: number, closeLimit: number | null, minimumEffect: number, minimumCount: number, windowMinutes: number, referenceHours: number, isRelative: boolean, opensAfter: number, closesAfter: number, action: AlarmActionKind, isOn: boolean }>, mutes: Array<{ __typename: 'AlarmMute', id: string, ruleId: string | null, from: string, to: string, reason: string, by: string }>, handlers: Array<{ __typename: 'AlarmPerson', id: string, name: string }> } };

export type UnmuteAlarmsMutationVariables = Exact<{
  projectId: string;
  id: string;
}>;


export type UnmuteAlarmsMutation = { __typename: 'Mutation', unmuteAlarms: { __typename: 'AlarmSettings', rules: Array<{ __typename: 'AlarmRule', id: string, version: number, isStarting: boolean, name: string, source: AlarmSource, metric: string, part: string | null, segment: string | null, decider: string | null, level: Level | null, read: AlarmRead, condition: AlarmCondition, limit: number, closeLimit: number | null, minimumEffect: number, minimumCount: number, windowMinutes: number, referenceHours: number, isRelative: boolean, opensAfter: number, closesAfter: number, action: AlarmActionKind, isOn: boolean }>, mutes: Array<{ __typename: 'AlarmMute', id: string, ruleId: string | null, from: string, to: string, reason: string, by: string }>, handlers: Array<{ __typename: 'AlarmPerson', id: string, name: string }> } };

export type OverviewLimitsPartsFragment = { __typename: 'OverviewLimits', version: number, latencyMs: number | null, errorRate: number, reviewAgeSeconds: number, casesLeft: number, automatedMoves: number, agreementFalls: number, changedBy: string | null, changedAt: string | null };

export type OverviewLimitsQueryVariables = Exact<{
  projectId: string;
}>;


export type OverviewLimitsQuery = { __typename: 'Query', overviewLimits: { __typename: 'OverviewLimits', version: number, latencyMs: number | null, errorRate: number, reviewAgeSeconds: number, casesLeft: number, automatedMoves: number, agreementFalls: number, changedBy: string | null, changedAt: string | null } };

export type SaveOverviewLimitsMutationVariables = Exact<{
  input: SaveOverviewLimitsInput;
}>;


export type SaveOverviewLimitsMutation = { __typename: 'Mutation', saveOverviewLimits: { __typename: 'OverviewLimits', version: number, latencyMs: number | null, errorRate: number, reviewAgeSeconds: number, casesLeft: number, automatedMoves: number, agreementFalls: number, changedBy: string | null, changedAt: string | null } };

export type UndoOverviewLimitsMutationVariables = Exact<{
  projectId: string;
  expectedVersion: number;
}>;


export type UndoOverviewLimitsMutation = { __typename: 'Mutation', undoOverviewLimits: { __typename: 'OverviewLimits', version: number, latencyMs: number | null, errorRate: number, reviewAgeSeconds: number, casesLeft: number, automatedMoves: number, agreementFalls: number, changedBy: string | null, changedAt: string | null } };

export type DatasetPartsFragment = { __typename: 'DatasetVersion', id: string, number: number, name: string, state: DatasetState, definition: unknown, rows: number | null, rowsDone: number, rowsExpected: number | null, bytes: number | null, sha256: string | null, card: unknown, failure: string | null, erasedRows: number, createdBy: string, createdAt: string, readyAt: string | null, everyMinutes: number | null, nextAt: string | null, barePersonal: Array<string>, erasures: Array<{ __typename: 'DatasetErasure', why: DatasetErasedWhy, rows: number, last: string }>, changes: { __typename: 'DatasetChanges', against: number, added: number, removed: number, changed: number } | null, drift: { __typename: 'DatasetDrift', against: number, parts: Array<{ __typename: 'DatasetPartDrift', part: string, kind: DatasetPartKind, before: number, now: number, missingBefore: number, missingNow: number, moved: number, psi: number, psiByLuck: number, jensenShannon: number, p: number, verdict: DatasetDriftVerdict }> } | null };

export type DatasetsQueryVariables = Exact<{
  projectId: string;
}>;


export type DatasetsQuery = { __typename: 'Query', datasetVersions: Array<{ __typename: 'DatasetVersion', id: string, number: number, name: string, state: DatasetState, definition: unknown, rows: number | null, rowsDone: number, rowsExpected: number | null, bytes: number | null, sha256: string | null, card: unknown, failure: string | null, erasedRows: number, createdBy: string, createdAt: string, readyAt: string | null, everyMinutes: number | null, nextAt: string | null, barePersonal: Array<string>, erasures: Array<{ __typename: 'DatasetErasure', why: DatasetErasedWhy, rows: number, last: string }>, changes: { __typename: 'DatasetChanges', against: number, added: number, removed: number, changed: number } | null, drift: { __typename: 'DatasetDrift', against: number, parts: Array<{ __typename: 'DatasetPartDrift', part: string, kind: DatasetPartKind, before: number, now: number, missingBefore: number, missingNow: number, moved: number, psi: number, psiByLuck: number, jensenShannon: number, p: number, verdict: DatasetDriftVerdict }> } | null }> };

export type DatasetQueryVariables = Exact<{
  projectId: string;
  number: number;
}>;


export type DatasetQuery = { __typename: 'Query', datasetVersion: { __typename: 'DatasetVersion', id: string, number: number, name: string, state: DatasetState, definition: unknown, rows: number | null, rowsDone: number, rowsExpected: number | null, bytes: number | null, sha256: string | null, card: unknown, failure: string | null, erasedRows: number, createdBy: string, createdAt: string, readyAt: string | null, everyMinutes: number | null, nextAt: string | null, barePersonal: Array<string>, erasures: Array<{ __typename: 'DatasetErasure', why: DatasetErasedWhy, rows: number, last: string }>, changes: { __typename: 'DatasetChanges', against: number, added: number, removed: number, changed: number } | null, drift: { __typename: 'DatasetDrift', against: number, parts: Array<{ __typename: 'DatasetPartDrift', part: string, kind: DatasetPartKind, before: number, now: number, missingBefore: number, missingNow: number, moved: number, psi: number, psiByLuck: number, jensenShannon: number, p: number, verdict: DatasetDriftVerdict }> } | null } };

export type DatasetCountQueryVariables = Exact<{
  projectId: string;
  definition: unknown;
}>;


export type DatasetCountQuery = { __typename: 'Query', datasetCount: { __typename: 'DatasetCount', rows: number, isExact: boolean, lower: number | null, upper: number | null } };

export type DatasetPreviewQueryVariables = Exact<{
  projectId: string;
  definition: unknown;
}>;


export type DatasetPreviewQuery = { __typename: 'Query', datasetPreview: Array<unknown> };

export type FreezeDatasetMutationVariables = Exact<{
  input: FreezeDatasetInput;
}>;


export type FreezeDatasetMutation = { __typename: 'Mutation', freezeDataset: { __typename: 'DatasetVersion', id: string, number: number, name: string, state: DatasetState, definition: unknown, rows: number | null, rowsDone: number, rowsExpected: number | null, bytes: number | null, sha256: string | null, card: unknown, failure: string | null, erasedRows: number, createdBy: string, createdAt: string, readyAt: string | null, everyMinutes: number | null, nextAt: string | null, barePersonal: Array<string>, erasures: Array<{ __typename: 'DatasetErasure', why: DatasetErasedWhy, rows: number, last: string }>, changes: { __typename: 'DatasetChanges', against: number, added: number, removed: number, changed: number } | null, drift: { __typename: 'DatasetDrift', against: number, parts: Array<{ __typename: 'DatasetPartDrift', part: string, kind: DatasetPartKind, before: number, now: number, missingBefore: number, missingNow: number, moved: number, psi: number, psiByLuck: number, jensenShannon: number, p: number, verdict: DatasetDriftVerdict }> } | null } };

export type DatasetFormatsQueryVariables = Exact<{ [key: string]: never; }>;


export type DatasetFormatsQuery = { __typename: 'Query', datasetFormats: Array<{ __typename: 'DatasetFormat', extension: string, compressions: Array<string> }> };

export type DatasetDownloadsQueryVariables = Exact<{
  projectId: string;
  number: number;
}>;


export type DatasetDownloadsQuery = { __typename: 'Query', datasetDownloads: Array<{ __typename: 'DatasetDownload', actor: string, file: string, at: string }> };

export type ScheduleDatasetMutationVariables = Exact<{
  input: ScheduleDatasetInput;
}>;


export type ScheduleDatasetMutation = { __typename: 'Mutation', scheduleDataset: boolean };

export type ExportPartsFragment = { __typename: 'DatasetExport', id: string, dataset: number, file: string, columns: Array<string> | null, media: boolean, state: DatasetExportState, progress: number, bytes: number | null, sha256: string | null, failure: string | null, createdBy: string, createdAt: string, keptUntil: string | null, isOutdated: boolean, mediaTally: { __typename: 'DatasetMediaTally', references: number, files: number, bytes: number, missing: number, changed: number } | null };

export type DatasetExportsQueryVariables = Exact<{
  projectId: string;
  number: number;
}>;


export type DatasetExportsQuery = { __typename: 'Query', datasetExports: Array<{ __typename: 'DatasetExport', id: string, dataset: number, file: string, columns: Array<string> | null, media: boolean, state: DatasetExportState, progress: number, bytes: number | null, sha256: string | null, failure: string | null, createdBy: string, createdAt: string, keptUntil: string | null, isOutdated: boolean, mediaTally: { __typename: 'DatasetMediaTally', references: number, files: number, bytes: number, missing: number, changed: number } | null }> };

export type StartDatasetExportMutationVariables = Exact<{
  input: StartDatasetExportInput;
}>;


export type StartDatasetExportMutation = { __typename: 'Mutation', startDatasetExport: { __typename: 'DatasetExport', id: string, dataset: number, file: string, columns: Array<string> | null, media: boolean, state: DatasetExportState, progress: number, bytes: number | null, sha256: string | null, failure: string | null, createdBy: string, createdAt: string, keptUntil: string | null, isOutdated: boolean, mediaTally: { __typename: 'DatasetMediaTally', references: number, files: number, bytes: number, missing: number, changed: number } | null } };

export type CancelDatasetExportMutationVariables = Exact<{
  exportId: string;
}>;


export type CancelDatasetExportMutation = { __typename: 'Mutation', cancelDatasetExport: { __typename: 'DatasetExport', id: string, dataset: number, file: string, columns: Array<string> | null, media: boolean, state: DatasetExportState, progress: number, bytes: number | null, sha256: string | null, failure: string | null, createdBy: string, createdAt: string, keptUntil: string | null, isOutdated: boolean, mediaTally: { __typename: 'DatasetMediaTally', references: number, files: number, bytes: number, missing: number, changed: number } | null } };

export type BucketPartsFragment = { __typename: 'DatasetBucket', endpoint: string, region: string, bucket: string, prefix: string, pathStyle: boolean, accessKeyId: string, formats: Array<string>, updatedBy: string, updatedAt: string };

export type PushPartsFragment = { __typename: 'DatasetPush', id: string, state: DatasetPushState, tries: number, failure: string | null, target: string | null, createdBy: string, createdAt: string, endedAt: string | null, objects: Array<{ __typename: 'DatasetPushedObject', key: string, bytes: number, sha256: string }> };

export type DatasetBucketQueryVariables = Exact<{
  projectId: string;
  name: string;
  number: number;
}>;


export type DatasetBucketQuery = { __typename: 'Query', datasetBucket: { __typename: 'DatasetBucket', endpoint: string, region: string, bucket: string, prefix: string, pathStyle: boolean, accessKeyId: string, formats: Array<string>, updatedBy: string, updatedAt: string } | null, datasetPushes: Array<{ __typename: 'DatasetPush', id: string, state: DatasetPushState, tries: number, failure: string | null, target: string | null, createdBy: string, createdAt: string, endedAt: string | null, objects: Array<{ __typename: 'DatasetPushedObject', key: string, bytes: number, sha256: string }> }> };

export type SetDatasetBucketMutationVariables = Exact<{
  input: DatasetBucketInput;
}>;


export type SetDatasetBucketMutation = { __typename: 'Mutation', setDatasetBucket: boolean };

export type TestDatasetBucketMutationVariables = Exact<{
  input: DatasetBucketInput;
}>;


export type TestDatasetBucketMutation = { __typename: 'Mutation', testDatasetBucket: { __typename: 'DatasetBucketTest', works: boolean, failure: string | null } };

export type RemoveDatasetBucketMutationVariables = Exact<{
  projectId: string;
  name: string;
}>;


export type RemoveDatasetBucketMutation = { __typename: 'Mutation', removeDatasetBucket: boolean };

export type PushDatasetMutationVariables = Exact<{
  projectId: string;
  number: number;
}>;


export type PushDatasetMutation = { __typename: 'Mutation', pushDataset: boolean };

export type RemoveDatasetExportMutationVariables = Exact<{
  exportId: string;
}>;


export type RemoveDatasetExportMutation = { __typename: 'Mutation', removeDatasetExport: boolean };

export type CancelDatasetMutationVariables = Exact<{
  projectId: string;
  number: number;
}>;


export type CancelDatasetMutation = { __typename: 'Mutation', cancelDataset: { __typename: 'DatasetVersion', id: string, number: number, name: string, state: DatasetState, definition: unknown, rows: number | null, rowsDone: number, rowsExpected: number | null, bytes: number | null, sha256: string | null, card: unknown, failure: string | null, erasedRows: number, createdBy: string, createdAt: string, readyAt: string | null, everyMinutes: number | null, nextAt: string | null, barePersonal: Array<string>, erasures: Array<{ __typename: 'DatasetErasure', why: DatasetErasedWhy, rows: number, last: string }>, changes: { __typename: 'DatasetChanges', against: number, added: number, removed: number, changed: number } | null, drift: { __typename: 'DatasetDrift', against: number, parts: Array<{ __typename: 'DatasetPartDrift', part: string, kind: DatasetPartKind, before: number, now: number, missingBefore: number, missingNow: number, moved: number, psi: number, psiByLuck: number, jensenShannon: number, p: number, verdict: DatasetDriftVerdict }> } | null } };

export type RemoveDatasetMutationVariables = Exact<{
  projectId: string;
  number: number;
}>;


export type RemoveDatasetMutation = { __typename: 'Mutation', removeDataset: boolean };

export type VersionPartsFragment = { __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null };

export type DeciderPartsFragment = { __typename: 'Decider', id: string, name: string, kind: MachineKind, owner: string, notes: string, createdBy: string, createdAt: string, versions: Array<{ __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null }> };

export type DecidersQueryVariables = Exact<{
  projectId: string;
}>;


export type DecidersQuery = { __typename: 'Query', deciders: Array<{ __typename: 'Decider', id: string, name: string, kind: MachineKind, owner: string, notes: string, createdBy: string, createdAt: string, versions: Array<{ __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null }> }> };

export type DeciderQueryVariables = Exact<{
  projectId: string;
  name: string;
}>;


export type DeciderQuery = { __typename: 'Query', decider: { __typename: 'Decider', id: string, name: string, kind: MachineKind, owner: string, notes: string, createdBy: string, createdAt: string, versions: Array<{ __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null }> } | null };

export type RegisterDeciderMutationVariables = Exact<{
  input: RegisterDeciderInput;
}>;


export type RegisterDeciderMutation = { __typename: 'Mutation', registerDecider:
    | { __typename: 'DeciderNameTaken', message: string }
    | { __typename: 'RegisterDeciderSuccess', decider: { __typename: 'Decider', id: string, name: string, kind: MachineKind, owner: string, notes: string, createdBy: string, createdAt: string, versions: Array<{ __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null }> } }
   };

export type RegisterVersionMutationVariables = Exact<{
  input: RegisterVersionInput;
}>;


export type RegisterVersionMutation = { __typename: 'Mutation', registerVersion: { __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null } };

export type DescribeDeciderMutationVariables = Exact<{
  input: DescribeDeciderInput;
}>;


export type DescribeDeciderMutation = { __typename: 'Mutation', describeDecider: { __typename: 'Decider', id: string, name: string, kind: MachineKind, owner: string, notes: string, createdBy: string, createdAt: string, versions: Array<{ __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null }> } };

export type RetireVersionMutationVariables = Exact<{
  input: RetireVersionInput;
}>;


export type RetireVersionMutation = { __typename: 'Mutation', retireVersion:
    | { __typename: 'RetireVersionSuccess', version: { __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null } }
    | { __typename: 'VersionInUse', message: string }
   };

export type PlaceVersionMutationVariables = Exact<{
  input: PlaceVersionInput;
}>;


export type PlaceVersionMutation = { __typename: 'Mutation', placeVersion:
    | { __typename: 'PlaceVersionSuccess', version: { __typename: 'DeciderVersion', id: string, reference: string, name: string, version: number, kind: MachineKind, connector: Connector, config: unknown, hasSecrets: boolean, modelCard: unknown, state: VersionState, inForceAs: Array<string>, createdBy: string, createdAt: string, retiredAt: string | null, retiredBy: string | null, retiredReason: string | null, usage: { __typename: 'VersionUsage', predictions: number, errors: number, lastUsedAt: string, latencyP50Ms: number | null, latencyP95Ms: number | null } | null }, policy: { __typename: 'Policy', id: string, version: number, level: Level, reason: string, undoesVersion: number | null, restoresVersion: number | null, withoutProof: string | null, shadows: Array<string>, createdBy: string, createdAt: string, evidence: unknown, rollout: { __typename: 'PolicyRollout', id: string, challenger: string, share: number } | null, settings: { __typename: 'PolicySettings', level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ __typename: 'NamedThreshold', name: string, threshold: number }> } } }
    | { __typename: 'PlacementRefused', message: string }
    | { __typename: 'PolicyChangedMeanwhile', message: string }
   };

export type TestConnectionMutationVariables = Exact<{
  input: TestConnectionInput;
}>;


export type TestConnectionMutation = { __typename: 'Mutation', testConnection: { __typename: 'ConnectionTest', sample: unknown, health: string | null, error: string | null, latencyMs: number, request: { __typename: 'SentRequest', method: string, url: string, headers: unknown, body: unknown } | null, answer: { __typename: 'ReceivedAnswer', status: number, contentType: string, text: string } | null, prediction: { __typename: 'MappedPrediction', value: unknown, confidence: number | null, scores: unknown, evidence: unknown } | null } };

export type TestRulesQueryVariables = Exact<{
  projectId: string;
  config: unknown;
}>;


export type TestRulesQuery = { __typename: 'Query', testRules: { __typename: 'RulesTest', cases: number, rows: Array<{ __typename: 'RuleRowTally', row: number | null, cases: number, labelled: number, agreed: number, agreement: { __typename: 'PeopleAgree', estimate: number | null, lower: number, upper: number, labels: number } }>, examples: Array<{ __typename: 'RuleExample', caseId: string, input: unknown, row: number | null, value: unknown, label: unknown }> } };

export type TrainingPartsFragment = { __typename: 'Training', id: string, name: string, trigger: TrainingTrigger, askedBy: string, options: unknown, status: TrainingStatus, progress: unknown, outcome: string | null, version: number | null, createdAt: string, startedAt: string | null, endedAt: string | null };

export type TrainingSchedulePartsFragment = { __typename: 'TrainingSchedule', everyLabels: number, options: unknown, newLabels: number, updatedBy: string, updatedAt: string };

export type TrainingsQueryVariables = Exact<{
  projectId: string;
  name: string;
}>;


export type TrainingsQuery = { __typename: 'Query', trainings: Array<{ __typename: 'Training', id: string, name: string, trigger: TrainingTrigger, askedBy: string, options: unknown, status: TrainingStatus, progress: unknown, outcome: string | null, version: number | null, createdAt: string, startedAt: string | null, endedAt: string | null }>, trainingSchedule: { __typename: 'TrainingSchedule', everyLabels: number, options: unknown, newLabels: number, updatedBy: string, updatedAt: string } | null };

export type TrainingLabelsQueryVariables = Exact<{
  projectId: string;
  options?: TrainingOptionsInput | null | undefined;
}>;


export type TrainingLabelsQuery = { __typename: 'Query', trainingLabels: number };

export type TrainDeciderMutationVariables = Exact<{
  input: TrainDeciderInput;
}>;


export type TrainDeciderMutation = { __typename: 'Mutation', trainDecider:
    | { __typename: 'TrainDeciderSuccess', training: { __typename: 'Training', id: string, name: string, trigger: TrainingTrigger, askedBy: string, options: unknown, status: TrainingStatus, progress: unknown, outcome: string | null, version: number | null, createdAt: string, startedAt: string | null, endedAt: string | null } }
    | { __typename: 'TrainingUnderWay', message: string, training: { __typename: 'Training', id: string, name: string, trigger: TrainingTrigger, askedBy: string, options: unknown, status: TrainingStatus, progress: unknown, outcome: string | null, version: number | null, createdAt: string, startedAt: string | null, endedAt: string | null } }
   };

export type CancelTrainingMutationVariables = Exact<{
  id: string;
}>;


export type CancelTrainingMutation = { __typename: 'Mutation', cancelTraining: { __typename: 'Training', id: string, name: string, trigger: TrainingTrigger, askedBy: string, options: unknown, status: TrainingStatus, progress: unknown, outcome: string | null, version: number | null, createdAt: string, startedAt: string | null, endedAt: string | null } };

export type SetTrainingScheduleMutationVariables = Exact<{
  input: SetTrainingScheduleInput;
}>;


export type SetTrainingScheduleMutation = { __typename: 'Mutation', setTrainingSchedule: { __typename: 'TrainingSchedule', everyLabels: number, options: unknown, newLabels: number, updatedBy: string, updatedAt: string } | null };

export type RemoveTrainingMutationVariables = Exact<{
  id: string;
}>;


export type RemoveTrainingMutation = { __typename: 'Mutation', removeTraining: boolean };

export type ConceptDriftQueryVariables = Exact<{
  projectId: string;
  version?: string | null | undefined;
  hours?: number | null | undefined;
}>;


export type ConceptDriftQuery = { __typename: 'Query', conceptDrift: { __typename: 'ConceptDrift', version: string | null, versions: Array<string>, isVeiled: boolean, sentence: string, state: ErrorMove, since: string | null, labels: number, seen: number, needed: number, periodSeconds: number, total: { __typename: 'ErrorRate', labels: number, value: number | null, lower: number, upper: number }, reference: { __typename: 'ErrorRate', labels: number, value: number | null, lower: number, upper: number }, recent: { __typename: 'ErrorRate', labels: number, value: number | null, lower: number, upper: number }, points: Array<{ __typename: 'ErrorPoint', at: string, labels: number, value: number | null, lower: number, upper: number }>, detectors: Array<{ __typename: 'ConceptDetectorView', detector: ConceptDetector, isAlarm: boolean, labels: number, state: ConceptDetectorState, signals: Array<{ __typename: 'ConceptSignal', at: string, label: number }> }>, calibration: { __typename: 'ConceptCalibration', state: CalibrationState, reference: { __typename: 'CalibrationGap', labels: number, gap: number | null }, recent: { __typename: 'CalibrationGap', labels: number, gap: number | null }, bins: Array<{ __typename: 'CalibrationBin', from: number, to: number, reference: { __typename: 'CalibrationShare', labels: number, confidence: number | null, right: number | null }, recent: { __typename: 'CalibrationShare', labels: number, confidence: number | null, right: number | null } }> }, classes: Array<{ __typename: 'ErrorOfPart', name: string, labels: number, value: number | null, lower: number, upper: number, signalAt: string | null }>, segments: Array<{ __typename: 'ErrorOfPart', name: string, labels: number, value: number | null, lower: number, upper: number, signalAt: string | null }>, estimate: { __typename: 'LabelFreeEstimate', state: EstimateMove, value: number | null, reference: number | null, cases: number, assumptions: Array<string> } } };

export type DataDriftQueryVariables = Exact<{
  projectId: string;
  from: string;
  to: string;
  reference?: DriftPeriodInput | null | undefined;
}>;


export type DataDriftQuery = { __typename: 'Query', dataDrift: { __typename: 'DataDrift', at: string, decider: string, referenceKind: DriftReferenceKind, referenceText: string, sentence: string, texts: Array<{ __typename: 'TextDrift', part: string, auc: number, lower: number, upper: number, count: number, at: string, sentence: string }>, fields: Array<{ __typename: 'FieldDrift', metric: string, part: string, title: string, state: DriftState, reason: string, isOrdered: boolean, since: string | null, sinceUntil: string | null, isSinceBefore: boolean, segments: Array<{ __typename: 'SegmentDrift', segment: string, count: number, state: DriftState, compared: { __typename: 'DriftDistances', effect: number, wasserstein: number | null, jensenShannon: number } | null }>, compared: { __typename: 'DriftComparison', referenceCount: number, currentCount: number, adjustedP: number, effect: number, ks: number | null, wasserstein: number | null, jensenShannon: number, psi: number, psiCritical: number, missingReference: number, missingCurrent: number, bins: Array<{ __typename: 'DriftBin', label: string, reference: number, current: number }> } | null }> } };

export type MostDifferentCasesQueryVariables = Exact<{
  projectId: string;
  metric: string;
  part: string;
  from: string;
  to: string;
}>;


export type MostDifferentCasesQuery = { __typename: 'Query', mostDifferentCases: Array<{ __typename: 'DifferentCase', id: string, at: string, value: string }> };

export type ImportPartsFragment = { __typename: 'LabelImport', id: string, fileName: string, format: string, bytes: number, state: ImportState, columns: Array<string>, proposal: unknown, hint: unknown, settings: unknown, rowsDone: number, rowsStored: number, rowsBad: number, rowsUpdated: number, rowsUnchanged: number, rowsApart: number, rowsConflicting: number, shareDone: number, failure: string | null, notes: Array<string>, createdBy: string, createdAt: string, sameAs: { __typename: 'SameImport', id: string, fileName: string, at: string, rows: number, key: string | null } | null };

export type ImportsQueryVariables = Exact<{
  projectId: string;
}>;


export type ImportsQuery = { __typename: 'Query', labelImports: Array<{ __typename: 'LabelImport', id: string, fileName: string, format: string, bytes: number, state: ImportState, columns: Array<string>, proposal: unknown, hint: unknown, settings: unknown, rowsDone: number, rowsStored: number, rowsBad: number, rowsUpdated: number, rowsUnchanged: number, rowsApart: number, rowsConflicting: number, shareDone: number, failure: string | null, notes: Array<string>, createdBy: string, createdAt: string, sameAs: { __typename: 'SameImport', id: string, fileName: string, at: string, rows: number, key: string | null } | null }> };

export type ImportQueryVariables = Exact<{
  projectId: string;
  importId: string;
}>;


export type ImportQuery = { __typename: 'Query', labelImport: { __typename: 'LabelImport', id: string, fileName: string, format: string, bytes: number, state: ImportState, columns: Array<string>, proposal: unknown, hint: unknown, settings: unknown, rowsDone: number, rowsStored: number, rowsBad: number, rowsUpdated: number, rowsUnchanged: number, rowsApart: number, rowsConflicting: number, shareDone: number, failure: string | null, notes: Array<string>, createdBy: string, createdAt: string, sameAs: { __typename: 'SameImport', id: string, fileName: string, at: string, rows: number, key: string | null } | null } };

export type ImportErrorsQueryVariables = Exact<{
  projectId: string;
  importId: string;
}>;


export type ImportErrorsQuery = { __typename: 'Query', importErrors: Array<{ __typename: 'ImportError', row: number, column: string | null, detail: string }> };

export type ImportPreviewQueryVariables = Exact<{
  projectId: string;
  importId: string;
  settings: unknown;
}>;


export type ImportPreviewQuery = { __typename: 'Query', importPreview: Array<{ __typename: 'ImportPreviewRow', number: number, source: unknown, row: unknown, errors: Array<{ __typename: 'ImportError', row: number, column: string | null, detail: string }> }> };

export type StartImportMutationVariables = Exact<{
  input: StartImportInput;
}>;


export type StartImportMutation = { __typename: 'Mutation', startImport: { __typename: 'LabelImport', id: string, fileName: string, format: string, bytes: number, state: ImportState, columns: Array<string>, proposal: unknown, hint: unknown, settings: unknown, rowsDone: number, rowsStored: number, rowsBad: number, rowsUpdated: number, rowsUnchanged: number, rowsApart: number, rowsConflicting: number, shareDone: number, failure: string | null, notes: Array<string>, createdBy: string, createdAt: string, sameAs: { __typename: 'SameImport', id: string, fileName: string, at: string, rows: number, key: string | null } | null } };

export type CancelImportMutationVariables = Exact<{
  projectId: string;
  importId: string;
}>;


export type CancelImportMutation = { __typename: 'Mutation', cancelImport: { __typename: 'LabelImport', id: string, fileName: string, format: string, bytes: number, state: ImportState, columns: Array<string>, proposal: unknown, hint: unknown, settings: unknown, rowsDone: number, rowsStored: number, rowsBad: number, rowsUpdated: number, rowsUnchanged: number, rowsApart: number, rowsConflicting: number, shareDone: number, failure: string | null, notes: Array<string>, createdBy: string, createdAt: string, sameAs: { __typename: 'SameImport', id: string, fileName: string, at: string, rows: number, key: string | null } | null } };

export type RemoveImportMutationVariables = Exact<{
  projectId: string;
  importId: string;
}>;


export type RemoveImportMutation = { __typename: 'Mutation', removeImport: boolean };

export type LookAtImportMutationVariables = Exact<{
  projectId: string;
  importId: string;
  reading: unknown;
}>;


export type LookAtImportMutation = { __typename: 'Mutation', lookAtImport: { __typename: 'LabelImport', id: string, fileName: string, format: string, bytes: number, state: ImportState, columns: Array<string>, proposal: unknown, hint: unknown, settings: unknown, rowsDone: number, rowsStored: number, rowsBad: number, rowsUpdated: number, rowsUnchanged: number, rowsApart: number, rowsConflicting: number, shareDone: number, failure: string | null, notes: Array<string>, createdBy: string, createdAt: string, sameAs: { __typename: 'SameImport', id: string, fileName: string, at: string, rows: number, key: string | null } | null } };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { __typename: 'Query', me: { __typename: 'Person', id: string, name: string, email: string, isOwner: boolean } | null, installation: { __typename: 'Installation', needsFirstAdmin: boolean, demo: boolean, sampleAccounts: Array<{ __typename: 'SampleAccount', email: string, password: string, title: string }> } };

export type ProjectsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectsQuery = { __typename: 'Query', projects: Array<{ __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> }> };

export type ProjectQueryVariables = Exact<{
  slug: string;
}>;


export type ProjectQuery = { __typename: 'Query', project: { __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string>, policy: { __typename: 'Policy', id: string, version: number, level: Level, reason: string, undoesVersion: number | null, restoresVersion: number | null, withoutProof: string | null, shadows: Array<string>, createdBy: string, createdAt: string, evidence: unknown, rollout: { __typename: 'PolicyRollout', id: string, challenger: string, share: number } | null, settings: { __typename: 'PolicySettings', level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ __typename: 'NamedThreshold', name: string, threshold: number }> } } | null } | null };

export type ProjectPartsFragment = { __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> };

export type PolicyPartsFragment = { __typename: 'Policy', id: string, version: number, level: Level, reason: string, undoesVersion: number | null, restoresVersion: number | null, withoutProof: string | null, shadows: Array<string>, createdBy: string, createdAt: string, evidence: unknown, rollout: { __typename: 'PolicyRollout', id: string, challenger: string, share: number } | null, settings: { __typename: 'PolicySettings', level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ __typename: 'NamedThreshold', name: string, threshold: number }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { __typename: 'Mutation', signIn:
    | { __typename: 'SignInRefused', message: string }
    | { __typename: 'SignInSuccess', me: { __typename: 'Person', id: string, name: string } }
   };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { __typename: 'Mutation', signOut: boolean };

export type CreateFirstAdminMutationVariables = Exact<{
  input: CreateFirstAdminInput;
}>;


export type CreateFirstAdminMutation = { __typename: 'Mutation', createFirstAdmin:
    | { __typename: 'SignInRefused' }
    | { __typename: 'SignInSuccess' }
   };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { __typename: 'Mutation', createProject: { __typename: 'Project', id: string, slug: string } };

export type SetDemoPausedMutationVariables = Exact<{
  projectId: string;
  paused: boolean;
}>;


export type SetDemoPausedMutation = { __typename: 'Mutation', setDemoPaused: boolean };

export type QueueQueryVariables = Exact<{
  projectId: string;
}>;


export type QueueQuery = { __typename: 'Query', queue: { __typename: 'QueueStatus', available: number, heldByOthers: number, heldByMe: number, skippedByMe: number, leftToNobody: number, total: number, oldestOpenAt: string | null, answeredTodayByMe: number, answeredLatelyByMe: Array<string> } };

export type QueuePartsFragment = { __typename: 'QueueStatus', available: number, heldByOthers: number, heldByMe: number, skippedByMe: number, leftToNobody: number, total: number, oldestOpenAt: string | null, answeredTodayByMe: number, answeredLatelyByMe: Array<string> };

export type BlindPartsFragment = { __typename: 'BlindReview', id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string };

export type AssistedPartsFragment = { __typename: 'AssistedReview', id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string, suggestion: { __typename: 'Suggestion', value: unknown, confidence: number | null, threshold: number | null, model: string, evidence: Array<{ __typename: 'Evidence', field: string, start: number, end: number, weight: number }> } };

export type ClaimReviewsMutationVariables = Exact<{
  input: ClaimReviewsInput;
}>;


export type ClaimReviewsMutation = { __typename: 'Mutation', claimReviews: { __typename: 'ClaimReviewsResult', reviews: Array<
      | { __typename: 'AssistedReview', id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string, suggestion: { __typename: 'Suggestion', value: unknown, confidence: number | null, threshold: number | null, model: string, evidence: Array<{ __typename: 'Evidence', field: string, start: number, end: number, weight: number }> } }
      | { __typename: 'BlindReview', id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string }
    >, queue: { __typename: 'QueueStatus', available: number, heldByOthers: number, heldByMe: number, skippedByMe: number, leftToNobody: number, total: number, oldestOpenAt: string | null, answeredTodayByMe: number, answeredLatelyByMe: Array<string> } } };

export type RenewLeasesMutationVariables = Exact<{
  leases: Array<LeaseInput> | LeaseInput;
}>;


export type RenewLeasesMutation = { __typename: 'Mutation', renewLeases: Array<{ __typename: 'LeaseRenewal', reviewId: string, leaseExpiresAt: string }> };

export type SubmitLabelMutationVariables = Exact<{
  input: SubmitLabelInput;
}>;


export type SubmitLabelMutation = { __typename: 'Mutation', submitLabel:
    | { __typename: 'AnswerRefused', detail: string }
    | { __typename: 'LeaseLost', message: string, state: string }
    | { __typename: 'SubmitLabelSuccess', labelId: string }
   };

export type CorrectLabelMutationVariables = Exact<{
  input: CorrectLabelInput;
}>;


export type CorrectLabelMutation = { __typename: 'Mutation', correctLabel:
    | { __typename: 'AnswerRefused', detail: string }
    | { __typename: 'LeaseLost', message: string, state: string }
    | { __typename: 'SubmitLabelSuccess', labelId: string }
   };

export type SkipReviewMutationVariables = Exact<{
  input: SkipReviewInput;
}>;


export type SkipReviewMutation = { __typename: 'Mutation', skipReview:
    | { __typename: 'LeaseLost', message: string, state: string }
    | { __typename: 'SkipReviewSuccess' }
   };

export type UndoSkipMutationVariables = Exact<{
  reviewId: string;
  tabId?: string | null | undefined;
  idempotencyKey?: string | null | undefined;
}>;


export type UndoSkipMutation = { __typename: 'Mutation', undoSkip: { __typename: 'ClaimReviewsResult', reviews: Array<
      | { __typename: 'AssistedReview', id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string, suggestion: { __typename: 'Suggestion', value: unknown, confidence: number | null, threshold: number | null, model: string, evidence: Array<{ __typename: 'Evidence', field: string, start: number, end: number, weight: number }> } }
      | { __typename: 'BlindReview', id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string }
    >, queue: { __typename: 'QueueStatus', available: number, heldByOthers: number, heldByMe: number, skippedByMe: number, leftToNobody: number, total: number, oldestOpenAt: string | null, answeredTodayByMe: number, answeredLatelyByMe: Array<string> } } };

export type PoliciesQueryVariables = Exact<{
  projectId: string;
  before?: number | null | undefined;
}>;


export type PoliciesQuery = { __typename: 'Query', policies: Array<{ __typename: 'Policy', id: string, version: number, level: Level, reason: string, undoesVersion: number | null, restoresVersion: number | null, withoutProof: string | null, shadows: Array<string>, createdBy: string, createdAt: string, evidence: unknown, rollout: { __typename: 'PolicyRollout', id: string, challenger: string, share: number } | null, settings: { __typename: 'PolicySettings', level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ __typename: 'NamedThreshold', name: string, threshold: number }> } }> };

export type LevelSummaryQueryVariables = Exact<{
  projectId: string;
}>;


export type LevelSummaryQuery = { __typename: 'Query', recentAtLevel: { __typename: 'LevelSummary', level: Level, since: string, cases: number, automated: number, queueLength: number, oldestOpenAt: string | null, compared: number, agreement: number | null, agreementLower: number, agreementUpper: number, meanError: number | null } };

export type PreviewPartsFragment = { __typename: 'PolicyPreview', cases: number, byModel: number, bySystem: number, toHuman: number, unknown: number, audited: number, failed: number, share: number | null, shareLower: number, shareUpper: number, automatedLabelled: number, error: number | null, wrongLower: number, wrongUpper: number, meanError: number | null };

export type PolicyPreviewQueryVariables = Exact<{
  projectId: string;
  settings: PolicySettingsInput;
}>;


export type PolicyPreviewQuery = { __typename: 'Query', policyPreview: { __typename: 'PolicyPreviewResult', current: { __typename: 'PolicyPreview', cases: number, byModel: number, bySystem: number, toHuman: number, unknown: number, audited: number, failed: number, share: number | null, shareLower: number, shareUpper: number, automatedLabelled: number, error: number | null, wrongLower: number, wrongUpper: number, meanError: number | null }, proposed: { __typename: 'PolicyPreview', cases: number, byModel: number, bySystem: number, toHuman: number, unknown: number, audited: number, failed: number, share: number | null, shareLower: number, shareUpper: number, automatedLabelled: number, error: number | null, wrongLower: number, wrongUpper: number, meanError: number | null }, unheard: Array<{ __typename: 'UnheardMachine', machine: string, cases: number, canBeAsked: boolean }> } };

export type MoveLadderMutationVariables = Exact<{
  input: MoveLadderInput;
}>;


export type MoveLadderMutation = { __typename: 'Mutation', moveLadder:
    | { __typename: 'MoveLadderSuccess', policy: { __typename: 'Policy', id: string, version: number, level: Level, reason: string, undoesVersion: number | null, restoresVersion: number | null, withoutProof: string | null, shadows: Array<string>, createdBy: string, createdAt: string, evidence: unknown, rollout: { __typename: 'PolicyRollout', id: string, challenger: string, share: number } | null, settings: { __typename: 'PolicySettings', level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ __typename: 'NamedThreshold', name: string, threshold: number }> } }, project: { __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } }
    | { __typename: 'PolicyChangedMeanwhile', message: string }
   };

export type UndoPolicyMutationVariables = Exact<{
  input: UndoPolicyInput;
}>;


export type UndoPolicyMutation = { __typename: 'Mutation', undoPolicy:
    | { __typename: 'MoveLadderSuccess', policy: { __typename: 'Policy', id: string, version: number, level: Level, reason: string, undoesVersion: number | null, restoresVersion: number | null, withoutProof: string | null, shadows: Array<string>, createdBy: string, createdAt: string, evidence: unknown, rollout: { __typename: 'PolicyRollout', id: string, challenger: string, share: number } | null, settings: { __typename: 'PolicySettings', level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ __typename: 'NamedThreshold', name: string, threshold: number }> } }, project: { __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } }
    | { __typename: 'PolicyChangedMeanwhile', message: string }
   };

export type RestorePolicyMutationVariables = Exact<{
  input: RestorePolicyInput;
}>;


export type RestorePolicyMutation = { __typename: 'Mutation', restorePolicy:
    | { __typename: 'MoveLadderSuccess', policy: { __typename: 'Policy', id: string, version: number, level: Level, reason: string, undoesVersion: number | null, restoresVersion: number | null, withoutProof: string | null, shadows: Array<string>, createdBy: string, createdAt: string, evidence: unknown, rollout: { __typename: 'PolicyRollout', id: string, challenger: string, share: number } | null, settings: { __typename: 'PolicySettings', level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ __typename: 'NamedThreshold', name: string, threshold: number }> } }, project: { __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } }
    | { __typename: 'PolicyChangedMeanwhile', message: string }
   };

export type DecisionsQueryVariables = Exact<{
  projectId: string;
  filter?: DecisionFilterInput | null | undefined;
  after?: string | null | undefined;
}>;


export type DecisionsQuery = { __typename: 'Query', decisions: { __typename: 'CaseConnection', edges: Array<{ __typename: 'CaseEdge', cursor: string, node: { __typename: 'CaseSummary', id: string, summary: string, segment: string | null, source: string, status: string, value: unknown, confidence: number | null, threshold: number | null, decidedByKind: DeciderKind | null, decidedByName: string | null, reason: string, policyVersion: number, createdAt: string, decidedAt: string | null } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type CasePartsFragment = { __typename: 'CaseSummary', id: string, summary: string, segment: string | null, source: string, status: string, value: unknown, confidence: number | null, threshold: number | null, decidedByKind: DeciderKind | null, decidedByName: string | null, reason: string, policyVersion: number, createdAt: string, decidedAt: string | null };

export type CaseStoryQueryVariables = Exact<{
  id: string;
}>;


export type CaseStoryQuery = { __typename: 'Query', case: { __typename: 'CaseStory', input: unknown, metadata: unknown, idempotencyKey: string | null, subject: string | null, explanation: string | null, route: unknown, predictions: unknown, decisions: unknown, reviews: unknown, labels: unknown, feedback: unknown, hiddenWhileBlind: boolean, case: { __typename: 'CaseSummary', id: string, summary: string, segment: string | null, source: string, status: string, value: unknown, confidence: number | null, threshold: number | null, decidedByKind: DeciderKind | null, decidedByName: string | null, reason: string, policyVersion: number, createdAt: string, decidedAt: string | null }, erasure: { __typename: 'CaseErasure', at: string, by: string, reason: string } | null } | null };

export type DecisionChoicesQueryVariables = Exact<{
  projectId: string;
}>;


export type DecisionChoicesQuery = { __typename: 'Query', decisionChoices: { __typename: 'DecisionChoices', deciders: Array<string>, segments: Array<string> } };

export type CaseReplayQueryVariables = Exact<{
  id: string;
}>;


export type CaseReplayQuery = { __typename: 'Query', caseReplay: { __typename: 'CaseReplay', policyVersion: number, storedPolicyVersion: number, explanation: string, causes: Array<string>, isFaithful: boolean, differences: Array<{ __typename: 'RouteDifference', what: string, was: string, wouldBe: string }> } | null };

export type LabelsQueryVariables = Exact<{
  projectId: string;
  filter?: LabelFilterInput | null | undefined;
}>;


export type LabelsQuery = { __typename: 'Query', labelCount: number, labels: { __typename: 'LabelConnection', edges: Array<{ __typename: 'LabelEdge', node: { __typename: 'ExportedLabel', id: string, row: unknown } }> } };

export type ApiKeysQueryVariables = Exact<{
  projectId: string;
}>;


export type ApiKeysQuery = { __typename: 'Query', apiKeys: Array<{ __typename: 'ApiKey', id: string, name: string, prefix: string, scopes: Array<ApiScope>, createdBy: string | null, createdAt: string, lastUsedAt: string | null, revokedAt: string | null }> };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { __typename: 'Mutation', createApiKey: { __typename: 'CreatedApiKey', secret: string, key: { __typename: 'ApiKey', id: string, name: string, prefix: string, scopes: Array<ApiScope>, createdAt: string, lastUsedAt: string | null, revokedAt: string | null } } };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiKeyMutation = { __typename: 'Mutation', revokeApiKey: { __typename: 'ApiKey', id: string, revokedAt: string | null } };

export type MembersQueryVariables = Exact<{
  projectId: string;
}>;


export type MembersQuery = { __typename: 'Query', members: Array<{ __typename: 'Member', roles: Array<Role>, person: { __typename: 'Person', id: string, name: string, email: string } }> };

export type SetMemberRolesMutationVariables = Exact<{
  input: SetMemberRolesInput;
}>;


export type SetMemberRolesMutation = { __typename: 'Mutation', setMemberRoles: Array<{ __typename: 'Member', roles: Array<Role>, person: { __typename: 'Person', id: string } }> };

export type CreatePersonMutationVariables = Exact<{
  input: CreatePersonInput;
}>;


export type CreatePersonMutation = { __typename: 'Mutation', createPerson: { __typename: 'Person', id: string } };

export type MarkPersonalMutationVariables = Exact<{
  input: MarkPersonalInput;
}>;


export type MarkPersonalMutation = { __typename: 'Mutation', markPersonal: { __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } };

export type ChangeSchemaMutationVariables = Exact<{
  input: ChangeSchemaInput;
}>;


export type ChangeSchemaMutation = { __typename: 'Mutation', changeSchema:
    | { __typename: 'MoveLadderSuccess', policy: { __typename: 'Policy', id: string, version: number, level: Level, reason: string, undoesVersion: number | null, restoresVersion: number | null, withoutProof: string | null, shadows: Array<string>, createdBy: string, createdAt: string, evidence: unknown, rollout: { __typename: 'PolicyRollout', id: string, challenger: string, share: number } | null, settings: { __typename: 'PolicySettings', level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ __typename: 'NamedThreshold', name: string, threshold: number }> } }, project: { __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } }
    | { __typename: 'PolicyChangedMeanwhile', message: string }
   };

export type DescribeProjectMutationVariables = Exact<{
  input: DescribeProjectInput;
}>;


export type DescribeProjectMutation = { __typename: 'Mutation', describeProject: { __typename: 'Project', id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } };

export type ProjectPulseSubscriptionVariables = Exact<{
  projectId: string;
}>;


export type ProjectPulseSubscription = { __typename: 'Subscription', projectPulse: { __typename: 'ProjectPulse', projectId: string, queueLength: number, policyVersion: number, queueMark: string, decisionsMark: string, projectMark: string, datasetsMark: string, alarmsMark: string, deliveriesMark: string } };

export type MyRecentLabelsQueryVariables = Exact<{
  projectId: string;
}>;


export type MyRecentLabelsQuery = { __typename: 'Query', myRecentLabels: Array<{ __typename: 'MyLabel', id: string, reviewId: string, caseId: string, input: unknown, value: unknown, note: string | null, createdAt: string, correctableUntil: string }> };

export type ProjectHoursQueryVariables = Exact<{
  projectId: string;
}>;


export type ProjectHoursQuery = { __typename: 'Query', projectHours: Array<{ __typename: 'ProjectHour', hour: string, cases: number, automated: number, opened: number, asked: number, failed: number, answered: number, compared: number, agreed: number }> };

export type ReleaseReviewsMutationVariables = Exact<{
  projectId: string;
  tabId?: string | null | undefined;
}>;


export type ReleaseReviewsMutation = { __typename: 'Mutation', releaseReviews: boolean };

export type ErrorCurveQueryVariables = Exact<{
  projectId: string;
  settings?: PolicySettingsInput | null | undefined;
}>;


export type ErrorCurveQuery = { __typename: 'Query', errorCurve: Array<{ __typename: 'ErrorCurvePoint', threshold: number, share: number, labelled: number, error: number | null, lower: number, upper: number }> };

export type StoppedWorkQueryVariables = Exact<{ [key: string]: never; }>;


export type StoppedWorkQuery = { __typename: 'Query', stoppedWork: Array<{ __typename: 'StoppedWork', name: string, title: string, silentSeconds: number }> };

export type MetricsQueryVariables = Exact<{
  projectId: string;
}>;


export type MetricsQuery = { __typename: 'Query', metrics: { __typename: 'MetricCatalogue', segments: Array<string>, versions: Array<string>, levels: Array<string>, metrics: Array<{ __typename: 'Metric', id: string, group: MetricGroup, kind: MetricKind, title: string, description: string, unit: string, partOf: string | null, isOfProcess: boolean }>, full: Array<{ __typename: 'FullNames', kind: string, metric: string, most: number }> } };

export type MetricPointPartsFragment = { __typename: 'MetricPoint', at: string, count: number, value: number | null, lower: number | null, upper: number | null, p50: number | null, p95: number | null, p99: number | null };

export type MetricLinesFragment = { __typename: 'MetricSeries', bucketSeconds: number, lineCount: number, metric: { __typename: 'Metric', id: string }, lines: Array<{ __typename: 'MetricLine', part: string | null, split: string | null, category: string | null, linesOfPart: number, total: { __typename: 'MetricPoint', count: number }, points: Array<{ __typename: 'MetricPoint', at: string, count: number, value: number | null, lower: number | null, upper: number | null, p50: number | null, p95: number | null, p99: number | null }> }> };

export type ManyMetricSeriesQueryVariables = Exact<{
  projectId: string;
  metrics: Array<string> | string;
  from: string;
  to: string;
  by?: MetricSplit | null | undefined;
  mostOfPart: number;
}>;


export type ManyMetricSeriesQuery = { __typename: 'Query', manyMetricSeries: Array<{ __typename: 'MetricSeries', bucketSeconds: number, lineCount: number, metric: { __typename: 'Metric', id: string }, lines: Array<{ __typename: 'MetricLine', part: string | null, split: string | null, category: string | null, linesOfPart: number, total: { __typename: 'MetricPoint', count: number }, points: Array<{ __typename: 'MetricPoint', at: string, count: number, value: number | null, lower: number | null, upper: number | null, p50: number | null, p95: number | null, p99: number | null }> }> }> };

export type MonitoringOverviewQueryVariables = Exact<{
  projectId: string;
  hours?: number | null | undefined;
}>;


export type MonitoringOverviewQuery = { __typename: 'Query', monitoringOverview: { __typename: 'MonitoringOverview', verdict: MonitoringVerdict, sentence: string, figures: Array<{ __typename: 'OverviewFigure', id: string, title: string, unit: string, value: number | null, lower: number | null, upper: number | null, count: number, previous: number | null, limit: number | null, limitKind: LimitKind | null, verdict: MonitoringVerdict, reason: string, trend: Array<{ __typename: 'MetricPoint', at: string, value: number | null, p95: number | null }> }> } };

export type AnnotationsQueryVariables = Exact<{
  projectId: string;
  from: string;
  to: string;
}>;


export type AnnotationsQuery = { __typename: 'Query', annotations: Array<{ __typename: 'Annotation', id: string, at: string, kind: AnnotationKind, title: string, detail: string, by: string }> };

export type BackgroundLoopsQueryVariables = Exact<{ [key: string]: never; }>;


export type BackgroundLoopsQuery = { __typename: 'Query', backgroundLoops: Array<{ __typename: 'BackgroundLoop', name: string, title: string, verdict: LoopVerdict, periodSeconds: number, succeededAt: string | null, failedAt: string | null, silentSeconds: number, runs: number, failures: number, error: string | null, processes: Array<string> }> };

export type OverviewAlarmsQueryVariables = Exact<{
  projectId: string;
}>;


export type OverviewAlarmsQuery = { __typename: 'Query', alarms: { __typename: 'AlarmConnection', edges: Array<{ __typename: 'AlarmEdge', node: { __typename: 'Alarm', id: string, title: string, phase: AlarmPhase, since: string } }> }, alarmCounts: { __typename: 'AlarmCounts', open: number, acknowledged: number } };

export type SkippedPartsFragment = { __typename: 'SkippedReviews', nobodyLeft: number, unsettled: number, stuck: Array<{ __typename: 'StuckReview', reviewId: string, caseId: string, input: unknown, waitingSince: string, skips: Array<{ __typename: 'ReviewSkip', reviewer: string, name: string, reason: string | null }> }>, differing: Array<{ __typename: 'UnsettledCase', caseId: string, input: unknown, since: string, canAsk: boolean, answers: Array<{ __typename: 'PeoplesAnswer', value: unknown, people: number, stands: boolean }> }>, reasons: Array<{ __typename: 'SkipReasonCount', reason: string | null, count: number }> };

export type SkippedReviewsQueryVariables = Exact<{
  projectId: string;
}>;


export type SkippedReviewsQuery = { __typename: 'Query', skippedReviews: { __typename: 'SkippedReviews', nobodyLeft: number, unsettled: number, stuck: Array<{ __typename: 'StuckReview', reviewId: string, caseId: string, input: unknown, waitingSince: string, skips: Array<{ __typename: 'ReviewSkip', reviewer: string, name: string, reason: string | null }> }>, differing: Array<{ __typename: 'UnsettledCase', caseId: string, input: unknown, since: string, canAsk: boolean, answers: Array<{ __typename: 'PeoplesAnswer', value: unknown, people: number, stands: boolean }> }>, reasons: Array<{ __typename: 'SkipReasonCount', reason: string | null, count: number }> } };

export type SettleCaseMutationVariables = Exact<{
  input: SettleCaseInput;
}>;


export type SettleCaseMutation = { __typename: 'Mutation', settleCase: { __typename: 'SkippedReviews', nobodyLeft: number, unsettled: number, stuck: Array<{ __typename: 'StuckReview', reviewId: string, caseId: string, input: unknown, waitingSince: string, skips: Array<{ __typename: 'ReviewSkip', reviewer: string, name: string, reason: string | null }> }>, differing: Array<{ __typename: 'UnsettledCase', caseId: string, input: unknown, since: string, canAsk: boolean, answers: Array<{ __typename: 'PeoplesAnswer', value: unknown, people: number, stands: boolean }> }>, reasons: Array<{ __typename: 'SkipReasonCount', reason: string | null, count: number }> } };

export type AskAgainMutationVariables = Exact<{
  input: AskAgainInput;
}>;


export type AskAgainMutation = { __typename: 'Mutation', askAgain: { __typename: 'SkippedReviews', nobodyLeft: number, unsettled: number, stuck: Array<{ __typename: 'StuckReview', reviewId: string, caseId: string, input: unknown, waitingSince: string, skips: Array<{ __typename: 'ReviewSkip', reviewer: string, name: string, reason: string | null }> }>, differing: Array<{ __typename: 'UnsettledCase', caseId: string, input: unknown, since: string, canAsk: boolean, answers: Array<{ __typename: 'PeoplesAnswer', value: unknown, people: number, stands: boolean }> }>, reasons: Array<{ __typename: 'SkipReasonCount', reason: string | null, count: number }> } };

export type AskAboutDifferingMutationVariables = Exact<{
  input: AskReviewersInput;
}>;


export type AskAboutDifferingMutation = { __typename: 'Mutation', askReviewers: { __typename: 'ReviewersAsked', opened: number, nobodyLeft: number } };

export type SetUpProjectMutationVariables = Exact<{
  input: SetUpProjectInput;
}>;


export type SetUpProjectMutation = { __typename: 'Mutation', setUpProject: { __typename: 'SetUpProjectSuccess', projectId: string, slug: string } };

export type NextStepsQueryVariables = Exact<{
  projectId: string;
}>;


export type NextStepsQuery = { __typename: 'Query', apiKeys: Array<{ __typename: 'ApiKey', id: string, revokedAt: string | null }>, members: Array<{ __typename: 'Member', roles: Array<Role>, person: { __typename: 'Person', id: string } }>, deciders: Array<{ __typename: 'Decider', id: string, name: string, kind: MachineKind }>, projectTraffic: { __typename: 'ProjectTraffic', casesPerHour: number }, deploymentProfiles: Array<{ __typename: 'DeploymentProfile', id: string, version: number, deploymentCase: DeploymentCase | null }> };

export type QualityPartsFragment = { __typename: 'DatasetQuality', id: string, state: QualityState, detail: string | null, report: unknown, failure: string | null, askedBy: string, askedAt: string };

export type DatasetQualityQueryVariables = Exact<{
  projectId: string;
  number: number;
}>;


export type DatasetQualityQuery = { __typename: 'Query', datasetQuality: { __typename: 'DatasetQuality', id: string, state: QualityState, detail: string | null, report: unknown, failure: string | null, askedBy: string, askedAt: string } | null };

export type CheckDatasetQualityMutationVariables = Exact<{
  projectId: string;
  number: number;
}>;


export type CheckDatasetQualityMutation = { __typename: 'Mutation', checkDatasetQuality: { __typename: 'DatasetQuality', id: string, state: QualityState, detail: string | null, report: unknown, failure: string | null, askedBy: string, askedAt: string } };

export type AskReviewersMutationVariables = Exact<{
  input: AskReviewersInput;
}>;


export type AskReviewersMutation = { __typename: 'Mutation', askReviewers: { __typename: 'ReviewersAsked', opened: number, skipped: number, nobodyLeft: number } };

export type RegisterPartsFragment = { __typename: 'RiskRegister', risks: Array<{ __typename: 'Risk', id: string, version: number, title: string, likelihood: number, impact: number, metrics: Array<string>, isUnwatched: boolean, changedBy: string, changedAt: string, owner: { __typename: 'RiskOwner', id: string, name: string } | null }>, suggestions: Array<{ __typename: 'SuggestedRisk', key: string, title: string, likelihood: number, impact: number, metrics: Array<string> }>, metrics: Array<{ __typename: 'WatchedMetric', id: string, title: string, risks: number, isIdle: boolean, retiredBy: string | null, retiredAt: string | null, reason: string | null, alarms: number, useful: number, useless: number, movesLike: Array<string>, proposal: string | null }>, possibleOwners: Array<{ __typename: 'RiskOwner', id: string, name: string }> };

export type RiskRegisterQueryVariables = Exact<{
  projectId: string;
}>;


export type RiskRegisterQuery = { __typename: 'Query', riskRegister: { __typename: 'RiskRegister', risks: Array<{ __typename: 'Risk', id: string, version: number, title: string, likelihood: number, impact: number, metrics: Array<string>, isUnwatched: boolean, changedBy: string, changedAt: string, owner: { __typename: 'RiskOwner', id: string, name: string } | null }>, suggestions: Array<{ __typename: 'SuggestedRisk', key: string, title: string, likelihood: number, impact: number, metrics: Array<string> }>, metrics: Array<{ __typename: 'WatchedMetric', id: string, title: string, risks: number, isIdle: boolean, retiredBy: string | null, retiredAt: string | null, reason: string | null, alarms: number, useful: number, useless: number, movesLike: Array<string>, proposal: string | null }>, possibleOwners: Array<{ __typename: 'RiskOwner', id: string, name: string }> } };

export type SaveRiskMutationVariables = Exact<{
  input: SaveRiskInput;
}>;


export type SaveRiskMutation = { __typename: 'Mutation', saveRisk: { __typename: 'RiskRegister', risks: Array<{ __typename: 'Risk', id: string, version: number, title: string, likelihood: number, impact: number, metrics: Array<string>, isUnwatched: boolean, changedBy: string, changedAt: string, owner: { __typename: 'RiskOwner', id: string, name: string } | null }>, suggestions: Array<{ __typename: 'SuggestedRisk', key: string, title: string, likelihood: number, impact: number, metrics: Array<string> }>, metrics: Array<{ __typename: 'WatchedMetric', id: string, title: string, risks: number, isIdle: boolean, retiredBy: string | null, retiredAt: string | null, reason: string | null, alarms: number, useful: number, useless: number, movesLike: Array<string>, proposal: string | null }>, possibleOwners: Array<{ __typename: 'RiskOwner', id: string, name: string }> } };

export type RemoveRiskMutationVariables = Exact<{
  projectId: string;
  id: string;
  expectedVersion: number;
}>;


export type RemoveRiskMutation = { __typename: 'Mutation', removeRisk: { __typename: 'RiskRegister', risks: Array<{ __typename: 'Risk', id: string, version: number, title: string, likelihood: number, impact: number, metrics: Array<string>, isUnwatched: boolean, changedBy: string, changedAt: string, owner: { __typename: 'RiskOwner', id: string, name: string } | null }>, suggestions: Array<{ __typename: 'SuggestedRisk', key: string, title: string, likelihood: number, impact: number, metrics: Array<string> }>, metrics: Array<{ __typename: 'WatchedMetric', id: string, title: string, risks: number, isIdle: boolean, retiredBy: string | null, retiredAt: string | null, reason: string | null, alarms: number, useful: number, useless: number, movesLike: Array<string>, proposal: string | null }>, possibleOwners: Array<{ __typename: 'RiskOwner', id: string, name: string }> } };

export type TakeStartingRisksMutationVariables = Exact<{
  projectId: string;
  keys: Array<string> | string;
}>;


export type TakeStartingRisksMutation = { __typename: 'Mutation', takeStartingRisks: { __typename: 'RiskRegister', risks: Array<{ __typename: 'Risk', id: string, version: number, title: string, likelihood: number, impact: number, metrics: Array<string>, isUnwatched: boolean, changedBy: string, changedAt: string, owner: { __typename: 'RiskOwner', id: string, name: string } | null }>, suggestions: Array<{ __typename: 'SuggestedRisk', key: string, title: string, likelihood: number, impact: number, metrics: Array<string> }>, metrics: Array<{ __typename: 'WatchedMetric', id: string, title: string, risks: number, isIdle: boolean, retiredBy: string | null, retiredAt: string | null, reason: string | null, alarms: number, useful: number, useless: number, movesLike: Array<string>, proposal: string | null }>, possibleOwners: Array<{ __typename: 'RiskOwner', id: string, name: string }> } };

export type RetireMetricMutationVariables = Exact<{
  projectId: string;
  metric: string;
}>;


export type RetireMetricMutation = { __typename: 'Mutation', retireMetric: { __typename: 'RiskRegister', risks: Array<{ __typename: 'Risk', id: string, version: number, title: string, likelihood: number, impact: number, metrics: Array<string>, isUnwatched: boolean, changedBy: string, changedAt: string, owner: { __typename: 'RiskOwner', id: string, name: string } | null }>, suggestions: Array<{ __typename: 'SuggestedRisk', key: string, title: string, likelihood: number, impact: number, metrics: Array<string> }>, metrics: Array<{ __typename: 'WatchedMetric', id: string, title: string, risks: number, isIdle: boolean, retiredBy: string | null, retiredAt: string | null, reason: string | null, alarms: number, useful: number, useless: number, movesLike: Array<string>, proposal: string | null }>, possibleOwners: Array<{ __typename: 'RiskOwner', id: string, name: string }> } };

export type BringBackMetricMutationVariables = Exact<{
  projectId: string;
  metric: string;
}>;


export type BringBackMetricMutation = { __typename: 'Mutation', bringBackMetric: { __typename: 'RiskRegister', risks: Array<{ __typename: 'Risk', id: string, version: number, title: string, likelihood: number, impact: number, metrics: Array<string>, isUnwatched: boolean, changedBy: string, changedAt: string, owner: { __typename: 'RiskOwner', id: string, name: string } | null }>, suggestions: Array<{ __typename: 'SuggestedRisk', key: string, title: string, likelihood: number, impact: number, metrics: Array<string> }>, metrics: Array<{ __typename: 'WatchedMetric', id: string, title: string, risks: number, isIdle: boolean, retiredBy: string | null, retiredAt: string | null, reason: string | null, alarms: number, useful: number, useless: number, movesLike: Array<string>, proposal: string | null }>, possibleOwners: Array<{ __typename: 'RiskOwner', id: string, name: string }> } };

export type ArmPartsFragment = { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number };

export type GuardrailPartsFragment = { __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string };

export type EvidencePartsFragment = { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } };

export type PlanPartsFragment = { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> };

export type RolloutPartsFragment = { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null };

export type EventPartsFragment = { __typename: 'RolloutEvent', id: string, sequence: number, kind: RolloutEventKind, actor: string, reason: string, step: number, share: number, policyVersion: number, createdAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } } | null, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }> };

export type DealtPartsFragment = { __typename: 'RolloutShareOfCases', cases: number, decidedByMachine: number, decidedByPeople: number, decidedBySystem: number, open: number };

export type RolloutsQueryVariables = Exact<{
  projectId: string;
}>;


export type RolloutsQuery = { __typename: 'Query', rollouts: Array<{ __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null }> };

export type RolloutReportQueryVariables = Exact<{
  id: string;
}>;


export type RolloutReportQuery = { __typename: 'Query', rolloutReport: { __typename: 'RolloutReport', id: string, verdict: string, rollout: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null }, events: Array<{ __typename: 'RolloutEvent', id: string, sequence: number, kind: RolloutEventKind, actor: string, reason: string, step: number, share: number, policyVersion: number, createdAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } } | null, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }> }>, challenger: { __typename: 'RolloutShareOfCases', cases: number, decidedByMachine: number, decidedByPeople: number, decidedBySystem: number, open: number }, incumbent: { __typename: 'RolloutShareOfCases', cases: number, decidedByMachine: number, decidedByPeople: number, decidedBySystem: number, open: number } } | null };

export type StartRolloutFormQueryVariables = Exact<{
  projectId: string;
}>;


export type StartRolloutFormQuery = { __typename: 'Query', runningRollout: { __typename: 'Rollout', id: string, sentence: string } | null, deciders: Array<{ __typename: 'Decider', id: string, name: string, kind: MachineKind, versions: Array<{ __typename: 'DeciderVersion', id: string, reference: string, inForceAs: Array<string>, retiredAt: string | null }> }>, deploymentProfiles: Array<{ __typename: 'DeploymentProfile', id: string, deploymentCase: DeploymentCase | null }>, projectTraffic: { __typename: 'ProjectTraffic', casesPerHour: number, blindLabelsPerHour: number } };

export type StartRolloutMutationVariables = Exact<{
  input: StartRolloutInput;
}>;


export type StartRolloutMutation = { __typename: 'Mutation', startRollout:
    | { __typename: 'PolicyMovedMeanwhile', message: string, policyVersion: number }
    | { __typename: 'RolledBackBefore', message: string, rollout: { __typename: 'Rollout', id: string } }
    | { __typename: 'RolloutMoved', rollout: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutRefused', message: string }
    | { __typename: 'RolloutRunning', message: string, rollout: { __typename: 'Rollout', id: string } }
   };

type MoveParts_RolloutChangedMeanwhile_Fragment = { __typename: 'RolloutChangedMeanwhile', message: string, current: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } };

type MoveParts_RolloutMoved_Fragment = { __typename: 'RolloutMoved', rollout: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } };

type MoveParts_RolloutRefused_Fragment = { __typename: 'RolloutRefused', message: string };

export type MovePartsFragment =
  | MoveParts_RolloutChangedMeanwhile_Fragment
  | MoveParts_RolloutMoved_Fragment
  | MoveParts_RolloutRefused_Fragment
;

export type ApproveStepMutationVariables = Exact<{
  input: ApproveStepInput;
}>;


export type ApproveStepMutation = { __typename: 'Mutation', approveStep:
    | { __typename: 'RolloutChangedMeanwhile', message: string, current: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutMoved', rollout: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutRefused', message: string }
   };

export type WithdrawApprovalMutationVariables = Exact<{
  input: ApproveStepInput;
}>;


export type WithdrawApprovalMutation = { __typename: 'Mutation', withdrawApproval:
    | { __typename: 'RolloutChangedMeanwhile', message: string, current: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutMoved', rollout: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutRefused', message: string }
   };

export type RollBackMutationVariables = Exact<{
  input: MoveRolloutInput;
}>;


export type RollBackMutation = { __typename: 'Mutation', rollBack:
    | { __typename: 'RolloutChangedMeanwhile', message: string, current: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutMoved', rollout: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutRefused', message: string }
   };

export type SwitchBlueGreenMutationVariables = Exact<{
  input: SwitchBlueGreenInput;
}>;


export type SwitchBlueGreenMutation = { __typename: 'Mutation', switchBlueGreen:
    | { __typename: 'RolloutChangedMeanwhile', message: string, current: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutMoved', rollout: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutRefused', message: string }
   };

export type FinishRolloutMutationVariables = Exact<{
  input: MoveRolloutInput;
}>;


export type FinishRolloutMutation = { __typename: 'Mutation', finishRollout:
    | { __typename: 'RolloutChangedMeanwhile', message: string, current: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutMoved', rollout: { __typename: 'Rollout', id: string, projectId: string, status: RolloutStatus, step: number, share: number, stepStartedAt: string, isStepApproved: boolean, latencyLimitMs: number | null, sentence: string, createdBy: string, createdAt: string, endedAt: string | null, plan: { __typename: 'RolloutPlan', mode: RolloutMode, challenger: string, incumbent: string | null, challengerLevel: Level | null, steps: Array<{ __typename: 'RolloutStep', share: number, minimumMinutes: number, minimumCases: number, minimumLabels: number, approval: boolean }>, guardrails: Array<{ __typename: 'RolloutGuardrail', metric: RolloutMetric, worseThan: number | null, atMost: number | null, limit: number | null, withinMs: number | null, delta: number }> }, standing: { __typename: 'RolloutStanding', judgedAt: string, evidence: { __typename: 'RolloutEvidence', labelRateRatio: number, asked: number, compared: number, differ: number, challenger: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, incumbent: { __typename: 'RolloutArm', cases: number, subjects: number, labels: number, error: number, override: number, refusal: number, nulls: number, latency: number, automated: number }, pairedErrors: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedNulls: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number }, pairedAutomated: { __typename: 'RolloutPairs', challengerOnly: number, incumbentOnly: number, both: number } }, guardrails: Array<{ __typename: 'GuardrailStanding', metric: RolloutMetric, verdict: RolloutVerdict, logE: number, alarmLogE: number, alarmShare: number, logEFine: number | null, observed: number, sentence: string }>, waiting: Array<{ __typename: 'RolloutWaiting', kind: RolloutWaitKind, left: number | null, metric: RolloutMetric | null, sentence: string }> } | null } }
    | { __typename: 'RolloutRefused', message: string }
   };

export type MachinesInForceQueryVariables = Exact<{
  projectId: string;
}>;


export type MachinesInForceQuery = { __typename: 'Query', machinesInForce: Array<{ __typename: 'MachineInForce', machine: string, part: string }> };

export type RatePartsFragment = { __typename: 'EstimatedRate', estimate: number | null, lower: number, upper: number, labels: number };

export type CompareMachinesQueryVariables = Exact<{
  projectId: string;
  challenger: string;
  champion: string;
}>;


export type CompareMachinesQuery = { __typename: 'Query', compareMachines: { __typename: 'MachineComparison', challenger: string, champion: string, cases: number, differ: number, since: string | null, challengerNulls: number, championNulls: number, verdict: string, disagreement: { __typename: 'EstimatedRate', estimate: number | null, lower: number, upper: number, labels: number }, numbers: { __typename: 'ComparedNumbers', same: string, meanDifference: number | null, challengerMeanError: number | null, championMeanError: number | null } | null, matrix: Array<{ __typename: 'AgreementCell', challenger: unknown, champion: unknown, cases: number }>, errors: { __typename: 'ComparedErrors', onlyChallengerRight: number, onlyChampionRight: number, challenger: { __typename: 'EstimatedRate', estimate: number | null, lower: number, upper: number, labels: number }, champion: { __typename: 'EstimatedRate', estimate: number | null, lower: number, upper: number, labels: number } }, segments: Array<{ __typename: 'ComparedSegment', segment: string | null, cases: number, differ: number, challenger: { __typename: 'EstimatedRate', estimate: number | null, lower: number, upper: number, labels: number }, champion: { __typename: 'EstimatedRate', estimate: number | null, lower: number, upper: number, labels: number } }>, challengerLatency: { __typename: 'LatencyQuantiles', answers: number, p50: number | null, p95: number | null, p99: number | null }, championLatency: { __typename: 'LatencyQuantiles', answers: number, p50: number | null, p95: number | null, p99: number | null } } };

export type DifferingCasesQueryVariables = Exact<{
  projectId: string;
  challenger: string;
  champion: string;
  after?: string | null | undefined;
}>;


export type DifferingCasesQuery = { __typename: 'Query', differingCases: { __typename: 'DifferingCaseConnection', edges: Array<{ __typename: 'DifferingCaseEdge', cursor: string, node: { __typename: 'DifferingCase', id: string, input: unknown, segment: string | null, challengerValue: unknown, challengerConfidence: number | null, championValue: unknown, championConfidence: number | null, strength: number, label: unknown, isInReview: boolean, createdAt: string } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type SendToReviewMutationVariables = Exact<{
  input: SendToReviewInput;
}>;


export type SendToReviewMutation = { __typename: 'Mutation', sendToReview:
    | { __typename: 'RolloutRefused', message: string }
    | { __typename: 'SentToReview', opened: number, skipped: number, nobodyLeft: number }
   };

export type KnownBeforeQueryVariables = Exact<{
  projectId: string;
  challenger: string;
  champion: string;
}>;


export type KnownBeforeQuery = { __typename: 'Query', compareMachines: { __typename: 'MachineComparison', asked: number, challengerAutomated: number, championAutomated: number, cases: number, differ: number, disagreement: { __typename: 'EstimatedRate', estimate: number | null, lower: number, upper: number, labels: number } } };

export type ChannelPartsFragment = { __typename: 'Channel', id: string, version: number, kind: ChannelKind, name: string, events: Array<ChannelEvent>, isOn: boolean, offReason: string | null, shown: string, address: string | null, failures: number, pausedUntil: string | null, waiting: number, failed: number, changedBy: string, changedAt: string };

export type DeliveryPartsFragment = { __typename: 'Delivery', id: string, messageId: string, event: ChannelEvent, channelId: string | null, channel: string | null, kind: ChannelKind, state: DeliveryState, tries: number, nextTryAt: string | null, lastTryAt: string | null, lastStatus: string | null, happenedAt: string };

export type ChannelsQueryVariables = Exact<{
  projectId: string;
}>;


export type ChannelsQuery = { __typename: 'Query', channels: { __typename: 'ChannelList', mailNeeds: string | null, channels: Array<{ __typename: 'Channel', id: string, version: number, kind: ChannelKind, name: string, events: Array<ChannelEvent>, isOn: boolean, offReason: string | null, shown: string, address: string | null, failures: number, pausedUntil: string | null, waiting: number, failed: number, changedBy: string, changedAt: string }> } };

export type DeliveriesQueryVariables = Exact<{
  projectId: string;
  channelId?: string | null | undefined;
  state?: DeliveryState | null | undefined;
  after?: string | null | undefined;
}>;


export type DeliveriesQuery = { __typename: 'Query', deliveries: { __typename: 'DeliveryConnection', edges: Array<{ __typename: 'DeliveryEdge', cursor: string, node: { __typename: 'Delivery', id: string, messageId: string, event: ChannelEvent, channelId: string | null, channel: string | null, kind: ChannelKind, state: DeliveryState, tries: number, nextTryAt: string | null, lastTryAt: string | null, lastStatus: string | null, happenedAt: string } }>, pageInfo: { __typename: 'PageInfo', endCursor: string | null, hasNextPage: boolean } } };

export type AddChannelMutationVariables = Exact<{
  input: AddChannelInput;
}>;


export type AddChannelMutation = { __typename: 'Mutation', addChannel: { __typename: 'ChannelKept', id: string, secret: string | null } };

export type SaveChannelMutationVariables = Exact<{
  input: SaveChannelInput;
}>;


export type SaveChannelMutation = { __typename: 'Mutation', saveChannel: { __typename: 'ChannelKept', id: string, secret: string | null } };

export type NewChannelSecretMutationVariables = Exact<{
  projectId: string;
  id: string;
  expectedVersion: number;
}>;


export type NewChannelSecretMutation = { __typename: 'Mutation', newChannelSecret: { __typename: 'ChannelKept', id: string, secret: string | null } };

export type RemoveChannelMutationVariables = Exact<{
  projectId: string;
  id: string;
  expectedVersion: number;
}>;


export type RemoveChannelMutation = { __typename: 'Mutation', removeChannel: boolean };

export type TestChannelMutationVariables = Exact<{
  id: string;
}>;


export type TestChannelMutation = { __typename: 'Mutation', testChannel: { __typename: 'ChannelTest', isTaken: boolean, status: string, headers: Array<string>, body: string, answerStatus: number | null, answer: string | null } };

export type RedeliverMutationVariables = Exact<{
  id: string;
}>;


export type RedeliverMutation = { __typename: 'Mutation', redeliver: { __typename: 'Delivery', id: string, messageId: string, event: ChannelEvent, channelId: string | null, channel: string | null, kind: ChannelKind, state: DeliveryState, tries: number, nextTryAt: string | null, lastTryAt: string | null, lastStatus: string | null, happenedAt: string } };

export type ProfilePartsFragment = { __typename: 'DeploymentProfile', id: string, version: number, deploymentCase: DeploymentCase | null, serving: Serving, place: Place, casesPerSecond: number | null, memoryMb: number | null, cpuCores: number | null, logged: Logged, personalDataDays: number | null, reason: string, createdBy: string | null, createdAt: string | null };

export type DeploymentProfilesQueryVariables = Exact<{
  projectId: string;
}>;


export type DeploymentProfilesQuery = { __typename: 'Query', deploymentProfiles: Array<{ __typename: 'DeploymentProfile', id: string, version: number, deploymentCase: DeploymentCase | null, serving: Serving, place: Place, casesPerSecond: number | null, memoryMb: number | null, cpuCores: number | null, logged: Logged, personalDataDays: number | null, reason: string, createdBy: string | null, createdAt: string | null }> };

export type ExpiredCasesQueryVariables = Exact<{
  projectId: string;
  days: number;
}>;


export type ExpiredCasesQuery = { __typename: 'Query', expiredCases: { __typename: 'ExpiredCases', before: string, cases: number, waiting: number, daysInForce: number | null } };

export type MeasuredQueryVariables = Exact<{
  projectId: string;
}>;


export type MeasuredQuery = { __typename: 'Query', measuredLoad: { __typename: 'MeasuredLoad', memoryMb: number, memoryPeakMb: number, cpuCores: number, cpuPeakCores: number, seconds: number }, projectTraffic: { __typename: 'ProjectTraffic', casesPerHour: number, casesLastMinute: number, blindLabelsPerHour: number, latencyP50Ms: number | null, latencyP95Ms: number | null } };

export type DeclareProfileMutationVariables = Exact<{
  input: DeclareProfileInput;
}>;


export type DeclareProfileMutation = { __typename: 'Mutation', declareProfile:
    | { __typename: 'DeclareProfileSuccess', profile: { __typename: 'DeploymentProfile', id: string, version: number, deploymentCase: DeploymentCase | null, serving: Serving, place: Place, casesPerSecond: number | null, memoryMb: number | null, cpuCores: number | null, logged: Logged, personalDataDays: number | null, reason: string, createdBy: string | null, createdAt: string | null } }
    | { __typename: 'ProfileChangedMeanwhile', message: string, current: { __typename: 'DeploymentProfile', id: string, version: number, deploymentCase: DeploymentCase | null, serving: Serving, place: Place, casesPerSecond: number | null, memoryMb: number | null, cpuCores: number | null, logged: Logged, personalDataDays: number | null, reason: string, createdBy: string | null, createdAt: string | null } }
   };
