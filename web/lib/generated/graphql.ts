// Written by tools/codegen.mjs; do not edit.
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date-time string at UTC, such as 2019-12-03T09:54:33Z, compliant with the date-time format. */
  DateTime: { input: string; output: string; }
  /** Any JSON value: a case’s input, an answer, a schema. */
  JSON: { input: unknown; output: unknown; }
};

/** The answer does not fit; the case is still yours. */
export type AnswerRefused = {
  __typename?: 'AnswerRefused';
  detail: Scalars['String']['output'];
};

/** A key of a machine; its secret is never shown again. */
export type ApiKey = {
  __typename?: 'ApiKey';
  createdAt: Scalars['DateTime']['output'];
  /** Who made it; null for Handrail itself. */
  createdBy?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** Null: never used. Exact to a minute. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  name: Scalars['String']['output'];
  /** The first characters of the secret. */
  prefix: Scalars['String']['output'];
  /** Null: in force. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  scopes: Array<ApiScope>;
};

/** What an API key can do in its project. */
export type ApiScope =
  | 'DECISIONS_READ'
  | 'DECISIONS_WRITE'
  | 'LABELS_READ';

/** A review with the machine’s suggestion. */
export type AssistedReview = {
  __typename?: 'AssistedReview';
  caseId: Scalars['ID']['output'];
  /** The same in a sentence. */
  explanation: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  input: Scalars['JSON']['output'];
  leaseExpiresAt: Scalars['DateTime']['output'];
  /** The fencing token: send it with the answer. */
  leaseToken: Scalars['String']['output'];
  segment?: Maybe<Scalars['String']['output']>;
  suggestion: Suggestion;
  waitingSince: Scalars['DateTime']['output'];
  why: ReviewWhy;
};

/** A review that must not see the machine’s view: it has no field that could hold one. */
export type BlindReview = {
  __typename?: 'BlindReview';
  caseId: Scalars['ID']['output'];
  /** The same in a sentence. */
  explanation: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  input: Scalars['JSON']['output'];
  leaseExpiresAt: Scalars['DateTime']['output'];
  /** The fencing token: send it with the answer. */
  leaseToken: Scalars['String']['output'];
  segment?: Maybe<Scalars['String']['output']>;
  waitingSince: Scalars['DateTime']['output'];
  why: ReviewWhy;
};

export type CaseConnection = {
  __typename?: 'CaseConnection';
  edges: Array<CaseEdge>;
  pageInfo: PageInfo;
};

export type CaseEdge = {
  __typename?: 'CaseEdge';
  cursor: Scalars['String']['output'];
  node: CaseSummary;
};

/** The whole story of a case. */
export type CaseStory = {
  __typename?: 'CaseStory';
  case: CaseSummary;
  /** Every decision; the last one stands. */
  decisions: Scalars['JSON']['output'];
  /** Why, in one sentence; null while hidden. */
  explanation?: Maybe<Scalars['String']['output']>;
  /** A blind review is open and you can review, so the machine’s part is not here. */
  hiddenWhileBlind: Scalars['Boolean']['output'];
  input: Scalars['JSON']['output'];
  labels: Scalars['JSON']['output'];
  metadata?: Maybe<Scalars['JSON']['output']>;
  /** Every prediction, oldest first. */
  predictions: Scalars['JSON']['output'];
  reviews: Scalars['JSON']['output'];
  route?: Maybe<Scalars['JSON']['output']>;
};

/** One case in a list. The machine’s part is null while a blind review is open and you can review. */
export type CaseSummary = {
  __typename?: 'CaseSummary';
  confidence?: Maybe<Scalars['Float']['output']>;
  createdAt: Scalars['DateTime']['output'];
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  decidedByKind?: Maybe<DeciderKind>;
  decidedByName?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  policyVersion: Scalars['Int']['output'];
  /** Why it went where it went; “hidden” while a blind review is open. */
  reason: Scalars['String']['output'];
  segment?: Maybe<Scalars['String']['output']>;
  /** api, demo or ui. */
  source: Scalars['String']['output'];
  /** decided or pending. */
  status: Scalars['String']['output'];
  /** The first words of the input. */
  summary: Scalars['String']['output'];
  threshold?: Maybe<Scalars['Float']['output']>;
  /** Null: not decided, or hidden. */
  value?: Maybe<Scalars['JSON']['output']>;
};

export type ClaimReviewsInput = {
  /** 1 to 3. */
  count: Scalars['Int']['input'];
  projectId: Scalars['ID']['input'];
};

export type ClaimReviewsResult = {
  __typename?: 'ClaimReviewsResult';
  queue: QueueStatus;
  reviews: Array<ClaimedReview>;
};

export type ClaimedReview = AssistedReview | BlindReview;

export type CorrectLabelInput = {
  labelId: Scalars['ID']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  value: Scalars['JSON']['input'];
};

export type CreateApiKeyInput = {
  name: Scalars['String']['input'];
  projectId: Scalars['ID']['input'];
  scopes: Array<ApiScope>;
};

export type CreateFirstAdminInput = {
  email: Scalars['String']['input'];
  name: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

export type CreatePersonInput = {
  email: Scalars['String']['input'];
  isOwner?: InputMaybe<Scalars['Boolean']['input']>;
  name: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

export type CreateProjectInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  guidelines?: InputMaybe<Scalars['String']['input']>;
  inputSchema: Scalars['JSON']['input'];
  name: Scalars['String']['input'];
  outputSchema: Scalars['JSON']['input'];
  slug: Scalars['String']['input'];
};

/** A new key with its secret, which is shown this once. */
export type CreatedApiKey = {
  __typename?: 'CreatedApiKey';
  key: ApiKey;
  secret: Scalars['String']['output'];
};

/** A model, a person, or the previous system. */
export type DeciderKind =
  | 'HUMAN'
  | 'MODEL'
  | 'SYSTEM';

export type DecisionFilterInput = {
  decidedBy?: InputMaybe<DeciderKind>;
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Words of the input. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** decided or pending. */
  status?: InputMaybe<Scalars['String']['input']>;
};

export type DescribeProjectInput = {
  description?: InputMaybe<Scalars['String']['input']>;
  guidelines?: InputMaybe<Scalars['String']['input']>;
  name?: InputMaybe<Scalars['String']['input']>;
  projectId: Scalars['ID']['input'];
};

/** A span of a text field, in UTF-16 units, and how it spoke: for the answer (> 0) or against it. */
export type Evidence = {
  __typename?: 'Evidence';
  end: Scalars['Int']['output'];
  field: Scalars['String']['output'];
  start: Scalars['Int']['output'];
  weight: Scalars['Float']['output'];
};

/** One label, exactly as the files have it. */
export type ExportedLabel = {
  __typename?: 'ExportedLabel';
  id: Scalars['ID']['output'];
  row: Scalars['JSON']['output'];
};

/** The state of this installation, visible before signing in. */
export type Installation = {
  __typename?: 'Installation';
  demo: Scalars['Boolean']['output'];
  /** No account exists yet: the first-run page makes the first admin. */
  needsFirstAdmin: Scalars['Boolean']['output'];
  sampleAccounts: Array<SampleAccount>;
};

export type LabelConnection = {
  __typename?: 'LabelConnection';
  edges: Array<LabelEdge>;
  pageInfo: PageInfo;
};

export type LabelEdge = {
  __typename?: 'LabelEdge';
  cursor: Scalars['String']['output'];
  node: ExportedLabel;
};

export type LabelFilterInput = {
  blind?: InputMaybe<Scalars['Boolean']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  level?: InputMaybe<Level>;
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Exclusive. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** The answer, or one of several. */
  value?: InputMaybe<Scalars['String']['input']>;
};

export type LeaseInput = {
  leaseToken: Scalars['String']['input'];
  reviewId: Scalars['ID']['input'];
};

/** You no longer hold the case; nothing was stored. */
export type LeaseLost = {
  __typename?: 'LeaseLost';
  message: Scalars['String']['output'];
  /** open: it can be claimed again; answered: somebody has answered. */
  state: Scalars['String']['output'];
};

export type LeaseRenewal = {
  __typename?: 'LeaseRenewal';
  leaseExpiresAt: Scalars['DateTime']['output'];
  reviewId: Scalars['ID']['output'];
};

/** The rungs of the ladder, in order. */
export type Level =
  | 'AI_ASSISTANCE'
  | 'FULL_AUTOMATION'
  | 'HUMAN_ONLY'
  | 'PARTIAL_AUTOMATION'
  | 'SHADOW';

/** What happened at the level in force. */
export type LevelSummary = {
  __typename?: 'LevelSummary';
  agreed: Scalars['Int']['output'];
  agreementLower: Scalars['Float']['output'];
  agreementUpper: Scalars['Float']['output'];
  automated: Scalars['Int']['output'];
  /** Under the policy in force, at most the last 5,000. */
  cases: Scalars['Int']['output'];
  /** Blind labels with a prediction beside them, the last 1,000. */
  compared: Scalars['Int']['output'];
  level: Level;
  oldestOpenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Counted up to 10,000. */
  queueLength: Scalars['Int']['output'];
  since: Scalars['DateTime']['output'];
};

/** A person and their roles in one project. */
export type Member = {
  __typename?: 'Member';
  person: Person;
  roles: Array<Role>;
};

export type MoveLadderInput = {
  evidence?: InputMaybe<Scalars['JSON']['input']>;
  /** The version that you were looking at. */
  expectedVersion: Scalars['Int']['input'];
  projectId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  settings: PolicySettingsInput;
};

export type MoveLadderResult = MoveLadderSuccess | PolicyChangedMeanwhile;

export type MoveLadderSuccess = {
  __typename?: 'MoveLadderSuccess';
  policy: Policy;
  project: Project;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Tops your claims up to `count`; gives all that you hold, in order. */
  claimReviews: ClaimReviewsResult;
  /** Your own answer, for a quarter of an hour. */
  correctLabel: SubmitLabelResult;
  createApiKey: CreatedApiKey;
  /** Only while the installation has no account. */
  createFirstAdmin: SignInResult;
  createPerson: Person;
  createProject: Project;
  /** Absent fields stay as they are. */
  describeProject: Project;
  /** Writes a new policy version, in force for the next case. */
  moveLadder: MoveLadderResult;
  /** Gives all your claims in the project back. */
  releaseReviews: Scalars['Boolean']['output'];
  /** What is missing from the answer is no longer yours. */
  renewLeases: Array<LeaseRenewal>;
  revokeApiKey: ApiKey;
  /** Stops or goes on with the demo’s traffic; gives whether it is paused. */
  setDemoPaused: Scalars['Boolean']['output'];
  setMemberRoles: Array<Member>;
  signIn: SignInResult;
  signOut: Scalars['Boolean']['output'];
  skipReview: SkipReviewResult;
  submitLabel: SubmitLabelResult;
  /** Writes a new version with the settings from before the given one. */
  undoPolicy: MoveLadderResult;
  /** Takes a skip back; the case is first in the answer if it could be had again. */
  undoSkip: ClaimReviewsResult;
};


export type MutationClaimReviewsArgs = {
  input: ClaimReviewsInput;
};


export type MutationCorrectLabelArgs = {
  input: CorrectLabelInput;
};


export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


export type MutationCreateFirstAdminArgs = {
  input: CreateFirstAdminInput;
};


export type MutationCreatePersonArgs = {
  input: CreatePersonInput;
};


export type MutationCreateProjectArgs = {
  input: CreateProjectInput;
};


export type MutationDescribeProjectArgs = {
  input: DescribeProjectInput;
};


export type MutationMoveLadderArgs = {
  input: MoveLadderInput;
};


export type MutationReleaseReviewsArgs = {
  projectId: Scalars['ID']['input'];
};


export type MutationRenewLeasesArgs = {
  leases: Array<LeaseInput>;
};


export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


export type MutationSetDemoPausedArgs = {
  paused: Scalars['Boolean']['input'];
  projectId: Scalars['ID']['input'];
};


export type MutationSetMemberRolesArgs = {
  input: SetMemberRolesInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSkipReviewArgs = {
  input: SkipReviewInput;
};


export type MutationSubmitLabelArgs = {
  input: SubmitLabelInput;
};


export type MutationUndoPolicyArgs = {
  input: UndoPolicyInput;
};


export type MutationUndoSkipArgs = {
  reviewId: Scalars['ID']['input'];
};

/** One of your own answers. */
export type MyLabel = {
  __typename?: 'MyLabel';
  caseId: Scalars['ID']['output'];
  correctableUntil: Scalars['DateTime']['output'];
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  input: Scalars['JSON']['output'];
  note?: Maybe<Scalars['String']['output']>;
  reviewId: Scalars['ID']['output'];
  value: Scalars['JSON']['output'];
};

/** A threshold for one class. */
export type NamedThreshold = {
  __typename?: 'NamedThreshold';
  name: Scalars['String']['output'];
  /** In [0, 1]. */
  threshold: Scalars['Float']['output'];
};

export type NamedThresholdInput = {
  name: Scalars['String']['input'];
  threshold: Scalars['Float']['input'];
};

/** Where a page of a list ends. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Give it as `after` for the next page; null on an empty page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
};

/** Somebody with an account. */
export type Person = {
  __typename?: 'Person';
  createdAt: Scalars['DateTime']['output'];
  email: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  /** Owns the installation: may create projects and people. */
  isOwner: Scalars['Boolean']['output'];
  name: Scalars['String']['output'];
};

/** A numbered, immutable snapshot of everything that routes a case. */
export type Policy = {
  __typename?: 'Policy';
  createdAt: Scalars['DateTime']['output'];
  createdBy: Scalars['String']['output'];
  /** What was shown when it was decided; null: nothing was. */
  evidence?: Maybe<Scalars['JSON']['output']>;
  id: Scalars['ID']['output'];
  level: Level;
  reason: Scalars['String']['output'];
  settings: PolicySettings;
  /** Null: not an undo. */
  undoesVersion?: Maybe<Scalars['Int']['output']>;
  version: Scalars['Int']['output'];
};

/** Somebody else wrote a policy after the one that you were looking at. */
export type PolicyChangedMeanwhile = {
  __typename?: 'PolicyChangedMeanwhile';
  current: Policy;
  message: Scalars['String']['output'];
};

/** What a policy would have done to past cases; counts. */
export type PolicyPreview = {
  __typename?: 'PolicyPreview';
  audited: Scalars['Int']['output'];
  /** Automated cases for which a blind label is known. */
  automatedLabelled: Scalars['Int']['output'];
  /** Of those, the ones that the machine had wrong. */
  automatedWrong: Scalars['Int']['output'];
  byModel: Scalars['Int']['output'];
  bySystem: Scalars['Int']['output'];
  cases: Scalars['Int']['output'];
  failed: Scalars['Int']['output'];
  toHuman: Scalars['Int']['output'];
  /** Wilson 95 % interval of the error; [0, 1] when nothing is known. */
  wrongLower: Scalars['Float']['output'];
  wrongUpper: Scalars['Float']['output'];
};

export type PolicyPreviewResult = {
  __typename?: 'PolicyPreviewResult';
  current: PolicyPreview;
  proposed: PolicyPreview;
};

/** What an admin sets. Rates and thresholds are in [0, 1]. */
export type PolicySettings = {
  __typename?: 'PolicySettings';
  auditRate: Scalars['Float']['output'];
  /** Null: the same as the audit rate. */
  blindControlRate?: Maybe<Scalars['Float']['output']>;
  classThresholds: Array<NamedThreshold>;
  fallback: Scalars['JSON']['output'];
  globalThreshold: Scalars['Float']['output'];
  /** The model in force, name@version; null: the first that answers. */
  incumbent?: Maybe<Scalars['String']['output']>;
  /** Milliseconds. */
  latencyBudgetMs: Scalars['Int']['output'];
  level: Level;
  /** Null: no previous system is registered. */
  previousSystem?: Maybe<Scalars['String']['output']>;
  /** Segment → { global?, perClass }. */
  segmentThresholds: Scalars['JSON']['output'];
  showLowConfidencePrediction: Scalars['Boolean']['output'];
};

export type PolicySettingsInput = {
  auditRate: Scalars['Float']['input'];
  blindControlRate?: InputMaybe<Scalars['Float']['input']>;
  classThresholds?: InputMaybe<Array<NamedThresholdInput>>;
  fallback?: InputMaybe<Scalars['JSON']['input']>;
  globalThreshold: Scalars['Float']['input'];
  incumbent?: InputMaybe<Scalars['String']['input']>;
  latencyBudgetMs?: InputMaybe<Scalars['Int']['input']>;
  level: Level;
  previousSystem?: InputMaybe<Scalars['String']['input']>;
  segmentThresholds?: InputMaybe<Scalars['JSON']['input']>;
  showLowConfidencePrediction?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One kind of decision that is being automated. */
export type Project = {
  __typename?: 'Project';
  createdAt: Scalars['DateTime']['output'];
  demoPaused: Scalars['Boolean']['output'];
  description: Scalars['String']['output'];
  guidelines: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  inputSchema: Scalars['JSON']['output'];
  isDemo: Scalars['Boolean']['output'];
  /** In force now. */
  level: Level;
  myPermissions: Array<Scalars['String']['output']>;
  myRoles: Array<Role>;
  name: Scalars['String']['output'];
  outputSchema: Scalars['JSON']['output'];
  /** In force now; null without the permission policy:read. */
  policy?: Maybe<Policy>;
  slug: Scalars['String']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** At most 200, newest first. */
  apiKeys: Array<ApiKey>;
  /** Null: there is none, or none that you can see. */
  case?: Maybe<CaseStory>;
  /** Newest first; at most 100 a page. */
  decisions: CaseConnection;
  installation: Installation;
  labelCount: Scalars['Int']['output'];
  /** Newest first; at most 100 a page. */
  labels: LabelConnection;
  /** Who is signed in; null when nobody is. */
  me?: Maybe<Person>;
  /** At most 500, by name. */
  members: Array<Member>;
  /** Your last ten answers, newest first. */
  myRecentLabels: Array<MyLabel>;
  /** At most 500, by name. */
  people: Array<Person>;
  /** The log book, newest first, at most 200. */
  policies: Array<Policy>;
  /** The same routing rule over the last cases, at most 2,000. */
  policyPreview: PolicyPreviewResult;
  /** Null: there is none, or none that you can see. */
  project?: Maybe<Project>;
  /** Those in which you have a role, at most 200, by name. */
  projects: Array<Project>;
  queue: QueueStatus;
  recentAtLevel: LevelSummary;
};


export type QueryApiKeysArgs = {
  projectId: Scalars['ID']['input'];
};


export type QueryCaseArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDecisionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DecisionFilterInput>;
  first?: Scalars['Int']['input'];
  projectId: Scalars['ID']['input'];
};


export type QueryLabelCountArgs = {
  filter?: InputMaybe<LabelFilterInput>;
  projectId: Scalars['ID']['input'];
};


export type QueryLabelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<LabelFilterInput>;
  first?: Scalars['Int']['input'];
  projectId: Scalars['ID']['input'];
};


export type QueryMembersArgs = {
  projectId: Scalars['ID']['input'];
};


export type QueryMyRecentLabelsArgs = {
  projectId: Scalars['ID']['input'];
};


export type QueryPoliciesArgs = {
  projectId: Scalars['ID']['input'];
};


export type QueryPolicyPreviewArgs = {
  lastCases?: Scalars['Int']['input'];
  projectId: Scalars['ID']['input'];
  settings: PolicySettingsInput;
};


export type QueryProjectArgs = {
  slug: Scalars['String']['input'];
};


export type QueryQueueArgs = {
  projectId: Scalars['ID']['input'];
};


export type QueryRecentAtLevelArgs = {
  projectId: Scalars['ID']['input'];
};

export type QueueStatus = {
  __typename?: 'QueueStatus';
  answeredTodayByMe: Scalars['Int']['output'];
  /** Yours to take now. */
  available: Scalars['Int']['output'];
  heldByMe: Scalars['Int']['output'];
  heldByOthers: Scalars['Int']['output'];
  /** Null: nothing is open. */
  oldestOpenAt?: Maybe<Scalars['DateTime']['output']>;
  skippedByMe: Scalars['Int']['output'];
  /** Counted up to 10,000. */
  total: Scalars['Int']['output'];
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

/** An account of the demo that anyone at this machine may use. */
export type SampleAccount = {
  __typename?: 'SampleAccount';
  email: Scalars['String']['output'];
  password: Scalars['String']['output'];
  /** What this account is for. */
  title: Scalars['String']['output'];
};

export type SetMemberRolesInput = {
  email: Scalars['String']['input'];
  projectId: Scalars['ID']['input'];
  /** Exactly these; none takes the person out. */
  roles: Array<Role>;
};

export type SignInInput = {
  email: Scalars['String']['input'];
  password: Scalars['String']['input'];
};

export type SignInRefused = {
  __typename?: 'SignInRefused';
  message: Scalars['String']['output'];
};

export type SignInResult = SignInRefused | SignInSuccess;

export type SignInSuccess = {
  __typename?: 'SignInSuccess';
  me: Person;
};

export type SkipReviewInput = {
  leaseToken: Scalars['String']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
  reviewId: Scalars['ID']['input'];
};

export type SkipReviewResult = LeaseLost | SkipReviewSuccess;

export type SkipReviewSuccess = {
  __typename?: 'SkipReviewSuccess';
  reviewId: Scalars['ID']['output'];
};

export type SubmitLabelInput = {
  /** Milliseconds from seeing the case to answering. */
  leadTimeMs: Scalars['Int']['input'];
  leaseToken: Scalars['String']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
  reviewId: Scalars['ID']['input'];
  value: Scalars['JSON']['input'];
};

export type SubmitLabelResult = AnswerRefused | LeaseLost | SubmitLabelSuccess;

export type SubmitLabelSuccess = {
  __typename?: 'SubmitLabelSuccess';
  caseId: Scalars['ID']['output'];
  labelId: Scalars['ID']['output'];
};

/** What the machine suggests. */
export type Suggestion = {
  __typename?: 'Suggestion';
  /** In [0, 1]. */
  confidence?: Maybe<Scalars['Float']['output']>;
  evidence: Array<Evidence>;
  model: Scalars['String']['output'];
  /** The threshold that it was held against; null where none was. */
  threshold?: Maybe<Scalars['Float']['output']>;
  value: Scalars['JSON']['output'];
};

export type UndoPolicyInput = {
  expectedVersion: Scalars['Int']['input'];
  projectId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  /** The version to take back. */
  version: Scalars['Int']['input'];
};

/** What an API key can do in its project. */
export type ApiScope =
  | 'DECISIONS_READ'
  | 'DECISIONS_WRITE'
  | 'LABELS_READ';

export type ClaimReviewsInput = {
  /** 1 to 3. */
  count: number;
  projectId: string;
};

export type CorrectLabelInput = {
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

/** A model, a person, or the previous system. */
export type DeciderKind =
  | 'HUMAN'
  | 'MODEL'
  | 'SYSTEM';

export type DecisionFilterInput = {
  decidedBy?: DeciderKind | null | undefined;
  reason?: string | null | undefined;
  /** Words of the input. */
  search?: string | null | undefined;
  /** decided or pending. */
  status?: string | null | undefined;
};

export type DescribeProjectInput = {
  description?: string | null | undefined;
  guidelines?: string | null | undefined;
  name?: string | null | undefined;
  projectId: string;
};

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

export type MoveLadderInput = {
  evidence?: unknown;
  /** The version that you were looking at. */
  expectedVersion: number;
  projectId: string;
  reason: string;
  settings: PolicySettingsInput;
};

export type NamedThresholdInput = {
  name: string;
  threshold: number;
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

export type SetMemberRolesInput = {
  email: string;
  projectId: string;
  /** Exactly these; none takes the person out. */
  roles: Array<Role>;
};

export type SignInInput = {
  email: string;
  password: string;
};

export type SkipReviewInput = {
  leaseToken: string;
  reason?: string | null | undefined;
  reviewId: string;
};

export type SubmitLabelInput = {
  /** Milliseconds from seeing the case to answering. */
  leadTimeMs: number;
  leaseToken: string;
  note?: string | null | undefined;
  reviewId: string;
  value: unknown;
};

export type UndoPolicyInput = {
  expectedVersion: number;
  projectId: string;
  reason: string;
  /** The version to take back. */
  version: number;
};

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { me: { id: string, name: string, email: string, isOwner: boolean } | null, installation: { needsFirstAdmin: boolean, demo: boolean, sampleAccounts: Array<{ email: string, password: string, title: string }> } };

export type ProjectsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProjectsQuery = { projects: Array<{ id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> }> };

export type ProjectQueryVariables = Exact<{
  slug: string;
}>;


export type ProjectQuery = { project: { id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string>, policy: { id: string, version: number, level: Level, reason: string, undoesVersion: number | null, createdBy: string, createdAt: string, evidence: unknown, settings: { level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ name: string, threshold: number }> } } | null } | null };

export type ProjectPartsFragment = { id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> };

export type PolicyPartsFragment = { id: string, version: number, level: Level, reason: string, undoesVersion: number | null, createdBy: string, createdAt: string, evidence: unknown, settings: { level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ name: string, threshold: number }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'SignInRefused', message: string }
    | { __typename: 'SignInSuccess', me: { id: string, name: string } }
   };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: boolean };

export type CreateFirstAdminMutationVariables = Exact<{
  input: CreateFirstAdminInput;
}>;


export type CreateFirstAdminMutation = { createFirstAdmin:
    | { __typename: 'SignInRefused' }
    | { __typename: 'SignInSuccess' }
   };

export type CreateProjectMutationVariables = Exact<{
  input: CreateProjectInput;
}>;


export type CreateProjectMutation = { createProject: { id: string, slug: string } };

export type SetDemoPausedMutationVariables = Exact<{
  projectId: string;
  paused: boolean;
}>;


export type SetDemoPausedMutation = { setDemoPaused: boolean };

export type QueueQueryVariables = Exact<{
  projectId: string;
}>;


export type QueueQuery = { queue: { available: number, heldByOthers: number, heldByMe: number, skippedByMe: number, total: number, oldestOpenAt: string | null, answeredTodayByMe: number } };

export type QueuePartsFragment = { available: number, heldByOthers: number, heldByMe: number, skippedByMe: number, total: number, oldestOpenAt: string | null, answeredTodayByMe: number };

export type BlindPartsFragment = { id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string };

export type AssistedPartsFragment = { id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string, suggestion: { value: unknown, confidence: number | null, threshold: number | null, model: string, evidence: Array<{ field: string, start: number, end: number, weight: number }> } };

export type ClaimReviewsMutationVariables = Exact<{
  input: ClaimReviewsInput;
}>;


export type ClaimReviewsMutation = { claimReviews: { reviews: Array<
      | { id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string, suggestion: { value: unknown, confidence: number | null, threshold: number | null, model: string, evidence: Array<{ field: string, start: number, end: number, weight: number }> } }
      | { id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string }
    >, queue: { available: number, heldByOthers: number, heldByMe: number, skippedByMe: number, total: number, oldestOpenAt: string | null, answeredTodayByMe: number } } };

export type RenewLeasesMutationVariables = Exact<{
  leases: Array<LeaseInput> | LeaseInput;
}>;


export type RenewLeasesMutation = { renewLeases: Array<{ reviewId: string, leaseExpiresAt: string }> };

export type SubmitLabelMutationVariables = Exact<{
  input: SubmitLabelInput;
}>;


export type SubmitLabelMutation = { submitLabel:
    | { __typename: 'AnswerRefused', detail: string }
    | { __typename: 'LeaseLost', message: string, state: string }
    | { __typename: 'SubmitLabelSuccess', labelId: string }
   };

export type CorrectLabelMutationVariables = Exact<{
  input: CorrectLabelInput;
}>;


export type CorrectLabelMutation = { correctLabel:
    | { __typename: 'AnswerRefused', detail: string }
    | { __typename: 'LeaseLost', message: string, state: string }
    | { __typename: 'SubmitLabelSuccess', labelId: string }
   };

export type SkipReviewMutationVariables = Exact<{
  input: SkipReviewInput;
}>;


export type SkipReviewMutation = { skipReview:
    | { __typename: 'LeaseLost', message: string }
    | { __typename: 'SkipReviewSuccess' }
   };

export type UndoSkipMutationVariables = Exact<{
  reviewId: string;
}>;


export type UndoSkipMutation = { undoSkip: { reviews: Array<
      | { id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string, suggestion: { value: unknown, confidence: number | null, threshold: number | null, model: string, evidence: Array<{ field: string, start: number, end: number, weight: number }> } }
      | { id: string, caseId: string, why: ReviewWhy, explanation: string, input: unknown, segment: string | null, leaseToken: string, leaseExpiresAt: string, waitingSince: string }
    >, queue: { available: number, heldByOthers: number, heldByMe: number, skippedByMe: number, total: number, oldestOpenAt: string | null, answeredTodayByMe: number } } };

export type PoliciesQueryVariables = Exact<{
  projectId: string;
}>;


export type PoliciesQuery = { policies: Array<{ id: string, version: number, level: Level, reason: string, undoesVersion: number | null, createdBy: string, createdAt: string, evidence: unknown, settings: { level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ name: string, threshold: number }> } }> };

export type LevelSummaryQueryVariables = Exact<{
  projectId: string;
}>;


export type LevelSummaryQuery = { recentAtLevel: { level: Level, since: string, cases: number, automated: number, queueLength: number, oldestOpenAt: string | null, compared: number, agreed: number, agreementLower: number, agreementUpper: number } };

export type PreviewPartsFragment = { cases: number, byModel: number, bySystem: number, toHuman: number, audited: number, failed: number, automatedLabelled: number, automatedWrong: number, wrongLower: number, wrongUpper: number };

export type PolicyPreviewQueryVariables = Exact<{
  projectId: string;
  settings: PolicySettingsInput;
}>;


export type PolicyPreviewQuery = { policyPreview: { current: { cases: number, byModel: number, bySystem: number, toHuman: number, audited: number, failed: number, automatedLabelled: number, automatedWrong: number, wrongLower: number, wrongUpper: number }, proposed: { cases: number, byModel: number, bySystem: number, toHuman: number, audited: number, failed: number, automatedLabelled: number, automatedWrong: number, wrongLower: number, wrongUpper: number } } };

export type MoveLadderMutationVariables = Exact<{
  input: MoveLadderInput;
}>;


export type MoveLadderMutation = { moveLadder:
    | { __typename: 'MoveLadderSuccess', policy: { id: string, version: number, level: Level, reason: string, undoesVersion: number | null, createdBy: string, createdAt: string, evidence: unknown, settings: { level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ name: string, threshold: number }> } }, project: { id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } }
    | { __typename: 'PolicyChangedMeanwhile', message: string }
   };

export type UndoPolicyMutationVariables = Exact<{
  input: UndoPolicyInput;
}>;


export type UndoPolicyMutation = { undoPolicy:
    | { __typename: 'MoveLadderSuccess', policy: { id: string, version: number, level: Level, reason: string, undoesVersion: number | null, createdBy: string, createdAt: string, evidence: unknown, settings: { level: Level, globalThreshold: number, segmentThresholds: unknown, auditRate: number, blindControlRate: number | null, showLowConfidencePrediction: boolean, incumbent: string | null, previousSystem: string | null, fallback: unknown, latencyBudgetMs: number, classThresholds: Array<{ name: string, threshold: number }> } }, project: { id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } }
    | { __typename: 'PolicyChangedMeanwhile', message: string }
   };

export type DecisionsQueryVariables = Exact<{
  projectId: string;
  filter?: DecisionFilterInput | null | undefined;
  after?: string | null | undefined;
}>;


export type DecisionsQuery = { decisions: { edges: Array<{ cursor: string, node: { id: string, summary: string, segment: string | null, source: string, status: string, value: unknown, confidence: number | null, threshold: number | null, decidedByKind: DeciderKind | null, decidedByName: string | null, reason: string, policyVersion: number, createdAt: string, decidedAt: string | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CasePartsFragment = { id: string, summary: string, segment: string | null, source: string, status: string, value: unknown, confidence: number | null, threshold: number | null, decidedByKind: DeciderKind | null, decidedByName: string | null, reason: string, policyVersion: number, createdAt: string, decidedAt: string | null };

export type CaseStoryQueryVariables = Exact<{
  id: string;
}>;


export type CaseStoryQuery = { case: { input: unknown, metadata: unknown, explanation: string | null, route: unknown, predictions: unknown, decisions: unknown, reviews: unknown, labels: unknown, hiddenWhileBlind: boolean, case: { id: string, summary: string, segment: string | null, source: string, status: string, value: unknown, confidence: number | null, threshold: number | null, decidedByKind: DeciderKind | null, decidedByName: string | null, reason: string, policyVersion: number, createdAt: string, decidedAt: string | null } } | null };

export type LabelsQueryVariables = Exact<{
  projectId: string;
  filter?: LabelFilterInput | null | undefined;
}>;


export type LabelsQuery = { labelCount: number, labels: { edges: Array<{ node: { id: string, row: unknown } }> } };

export type ApiKeysQueryVariables = Exact<{
  projectId: string;
}>;


export type ApiKeysQuery = { apiKeys: Array<{ id: string, name: string, prefix: string, scopes: Array<ApiScope>, createdBy: string | null, createdAt: string, lastUsedAt: string | null, revokedAt: string | null }> };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey: { secret: string, key: { id: string, name: string, prefix: string, scopes: Array<ApiScope>, createdAt: string, lastUsedAt: string | null, revokedAt: string | null } } };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiKeyMutation = { revokeApiKey: { id: string, revokedAt: string | null } };

export type MembersQueryVariables = Exact<{
  projectId: string;
}>;


export type MembersQuery = { members: Array<{ roles: Array<Role>, person: { id: string, name: string, email: string } }> };

export type SetMemberRolesMutationVariables = Exact<{
  input: SetMemberRolesInput;
}>;


export type SetMemberRolesMutation = { setMemberRoles: Array<{ roles: Array<Role>, person: { id: string } }> };

export type CreatePersonMutationVariables = Exact<{
  input: CreatePersonInput;
}>;


export type CreatePersonMutation = { createPerson: { id: string } };

export type DescribeProjectMutationVariables = Exact<{
  input: DescribeProjectInput;
}>;


export type DescribeProjectMutation = { describeProject: { id: string, slug: string, name: string, description: string, guidelines: string, inputSchema: unknown, outputSchema: unknown, isDemo: boolean, demoPaused: boolean, level: Level, myRoles: Array<Role>, myPermissions: Array<string> } };

export const ProjectPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"guidelines"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"isDemo"}},{"kind":"Field","name":{"kind":"Name","value":"demoPaused"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"myRoles"}},{"kind":"Field","name":{"kind":"Name","value":"myPermissions"}}]}}]} as unknown as DocumentNode<ProjectPartsFragment, unknown>;
export const PolicyPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Policy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"undoesVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"globalThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"classThresholds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"segmentThresholds"}},{"kind":"Field","name":{"kind":"Name","value":"auditRate"}},{"kind":"Field","name":{"kind":"Name","value":"blindControlRate"}},{"kind":"Field","name":{"kind":"Name","value":"showLowConfidencePrediction"}},{"kind":"Field","name":{"kind":"Name","value":"incumbent"}},{"kind":"Field","name":{"kind":"Name","value":"previousSystem"}},{"kind":"Field","name":{"kind":"Name","value":"fallback"}},{"kind":"Field","name":{"kind":"Name","value":"latencyBudgetMs"}}]}}]}}]} as unknown as DocumentNode<PolicyPartsFragment, unknown>;
export const QueuePartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"QueueParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QueueStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"heldByOthers"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"skippedByMe"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"oldestOpenAt"}},{"kind":"Field","name":{"kind":"Name","value":"answeredTodayByMe"}}]}}]} as unknown as DocumentNode<QueuePartsFragment, unknown>;
export const BlindPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BlindParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BlindReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"caseId"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"leaseToken"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingSince"}}]}}]} as unknown as DocumentNode<BlindPartsFragment, unknown>;
export const AssistedPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AssistedParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AssistedReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"caseId"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"leaseToken"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingSince"}},{"kind":"Field","name":{"kind":"Name","value":"suggestion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}}]}}]}}]}}]} as unknown as DocumentNode<AssistedPartsFragment, unknown>;
export const PreviewPartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PreviewParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyPreview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cases"}},{"kind":"Field","name":{"kind":"Name","value":"byModel"}},{"kind":"Field","name":{"kind":"Name","value":"bySystem"}},{"kind":"Field","name":{"kind":"Name","value":"toHuman"}},{"kind":"Field","name":{"kind":"Name","value":"audited"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"automatedLabelled"}},{"kind":"Field","name":{"kind":"Name","value":"automatedWrong"}},{"kind":"Field","name":{"kind":"Name","value":"wrongLower"}},{"kind":"Field","name":{"kind":"Name","value":"wrongUpper"}}]}}]} as unknown as DocumentNode<PreviewPartsFragment, unknown>;
export const CasePartsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CaseParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CaseSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"decidedByKind"}},{"kind":"Field","name":{"kind":"Name","value":"decidedByName"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"policyVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}}]} as unknown as DocumentNode<CasePartsFragment, unknown>;
export const SessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"isOwner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"installation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"needsFirstAdmin"}},{"kind":"Field","name":{"kind":"Name","value":"demo"}},{"kind":"Field","name":{"kind":"Name","value":"sampleAccounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"password"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]} as unknown as DocumentNode<SessionQuery, SessionQueryVariables>;
export const ProjectsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Projects"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"projects"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"guidelines"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"isDemo"}},{"kind":"Field","name":{"kind":"Name","value":"demoPaused"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"myRoles"}},{"kind":"Field","name":{"kind":"Name","value":"myPermissions"}}]}}]} as unknown as DocumentNode<ProjectsQuery, ProjectsQueryVariables>;
export const ProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Project"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"slug"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"project"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"slug"},"value":{"kind":"Variable","name":{"kind":"Name","value":"slug"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectParts"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"guidelines"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"isDemo"}},{"kind":"Field","name":{"kind":"Name","value":"demoPaused"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"myRoles"}},{"kind":"Field","name":{"kind":"Name","value":"myPermissions"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Policy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"undoesVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"globalThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"classThresholds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"segmentThresholds"}},{"kind":"Field","name":{"kind":"Name","value":"auditRate"}},{"kind":"Field","name":{"kind":"Name","value":"blindControlRate"}},{"kind":"Field","name":{"kind":"Name","value":"showLowConfidencePrediction"}},{"kind":"Field","name":{"kind":"Name","value":"incumbent"}},{"kind":"Field","name":{"kind":"Name","value":"previousSystem"}},{"kind":"Field","name":{"kind":"Name","value":"fallback"}},{"kind":"Field","name":{"kind":"Name","value":"latencyBudgetMs"}}]}}]}}]} as unknown as DocumentNode<ProjectQuery, ProjectQueryVariables>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignInInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signIn"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SignInSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signOut"}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const CreateFirstAdminDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateFirstAdmin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateFirstAdminInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createFirstAdmin"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}}]}}]}}]} as unknown as DocumentNode<CreateFirstAdminMutation, CreateFirstAdminMutationVariables>;
export const CreateProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateProjectInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createProject"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}}]}}]}}]} as unknown as DocumentNode<CreateProjectMutation, CreateProjectMutationVariables>;
export const SetDemoPausedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetDemoPaused"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"paused"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setDemoPaused"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"paused"},"value":{"kind":"Variable","name":{"kind":"Name","value":"paused"}}}]}]}}]} as unknown as DocumentNode<SetDemoPausedMutation, SetDemoPausedMutationVariables>;
export const QueueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Queue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"queue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"QueueParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"QueueParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QueueStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"heldByOthers"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"skippedByMe"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"oldestOpenAt"}},{"kind":"Field","name":{"kind":"Name","value":"answeredTodayByMe"}}]}}]} as unknown as DocumentNode<QueueQuery, QueueQueryVariables>;
export const ClaimReviewsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ClaimReviews"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ClaimReviewsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"claimReviews"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reviews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BlindParts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AssistedParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"QueueParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BlindParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BlindReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"caseId"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"leaseToken"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingSince"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AssistedParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AssistedReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"caseId"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"leaseToken"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingSince"}},{"kind":"Field","name":{"kind":"Name","value":"suggestion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"QueueParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QueueStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"heldByOthers"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"skippedByMe"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"oldestOpenAt"}},{"kind":"Field","name":{"kind":"Name","value":"answeredTodayByMe"}}]}}]} as unknown as DocumentNode<ClaimReviewsMutation, ClaimReviewsMutationVariables>;
export const RenewLeasesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenewLeases"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"leases"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renewLeases"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"leases"},"value":{"kind":"Variable","name":{"kind":"Name","value":"leases"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reviewId"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}}]}}]}}]} as unknown as DocumentNode<RenewLeasesMutation, RenewLeasesMutationVariables>;
export const SubmitLabelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SubmitLabel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitLabelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"submitLabel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitLabelSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"labelId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseLost"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnswerRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]}}]} as unknown as DocumentNode<SubmitLabelMutation, SubmitLabelMutationVariables>;
export const CorrectLabelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CorrectLabel"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CorrectLabelInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctLabel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SubmitLabelSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"labelId"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseLost"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AnswerRefused"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}}]}}]}}]} as unknown as DocumentNode<CorrectLabelMutation, CorrectLabelMutationVariables>;
export const SkipReviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SkipReview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SkipReviewInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skipReview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"LeaseLost"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SkipReviewMutation, SkipReviewMutationVariables>;
export const UndoSkipDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UndoSkip"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reviewId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undoSkip"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"reviewId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reviewId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reviews"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BlindParts"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"AssistedParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"queue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"QueueParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BlindParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BlindReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"caseId"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"leaseToken"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingSince"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AssistedParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AssistedReview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"caseId"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"leaseToken"}},{"kind":"Field","name":{"kind":"Name","value":"leaseExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"waitingSince"}},{"kind":"Field","name":{"kind":"Name","value":"suggestion"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"start"}},{"kind":"Field","name":{"kind":"Name","value":"end"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"QueueParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"QueueStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"heldByOthers"}},{"kind":"Field","name":{"kind":"Name","value":"heldByMe"}},{"kind":"Field","name":{"kind":"Name","value":"skippedByMe"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"oldestOpenAt"}},{"kind":"Field","name":{"kind":"Name","value":"answeredTodayByMe"}}]}}]} as unknown as DocumentNode<UndoSkipMutation, UndoSkipMutationVariables>;
export const PoliciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Policies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Policy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"undoesVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"globalThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"classThresholds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"segmentThresholds"}},{"kind":"Field","name":{"kind":"Name","value":"auditRate"}},{"kind":"Field","name":{"kind":"Name","value":"blindControlRate"}},{"kind":"Field","name":{"kind":"Name","value":"showLowConfidencePrediction"}},{"kind":"Field","name":{"kind":"Name","value":"incumbent"}},{"kind":"Field","name":{"kind":"Name","value":"previousSystem"}},{"kind":"Field","name":{"kind":"Name","value":"fallback"}},{"kind":"Field","name":{"kind":"Name","value":"latencyBudgetMs"}}]}}]}}]} as unknown as DocumentNode<PoliciesQuery, PoliciesQueryVariables>;
export const LevelSummaryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LevelSummary"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recentAtLevel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"cases"}},{"kind":"Field","name":{"kind":"Name","value":"automated"}},{"kind":"Field","name":{"kind":"Name","value":"queueLength"}},{"kind":"Field","name":{"kind":"Name","value":"oldestOpenAt"}},{"kind":"Field","name":{"kind":"Name","value":"compared"}},{"kind":"Field","name":{"kind":"Name","value":"agreed"}},{"kind":"Field","name":{"kind":"Name","value":"agreementLower"}},{"kind":"Field","name":{"kind":"Name","value":"agreementUpper"}}]}}]}}]} as unknown as DocumentNode<LevelSummaryQuery, LevelSummaryQueryVariables>;
export const PolicyPreviewDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PolicyPreview"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"settings"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PolicySettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policyPreview"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"settings"},"value":{"kind":"Variable","name":{"kind":"Name","value":"settings"}}},{"kind":"Argument","name":{"kind":"Name","value":"lastCases"},"value":{"kind":"IntValue","value":"500"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"current"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PreviewParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"proposed"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PreviewParts"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PreviewParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyPreview"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cases"}},{"kind":"Field","name":{"kind":"Name","value":"byModel"}},{"kind":"Field","name":{"kind":"Name","value":"bySystem"}},{"kind":"Field","name":{"kind":"Name","value":"toHuman"}},{"kind":"Field","name":{"kind":"Name","value":"audited"}},{"kind":"Field","name":{"kind":"Name","value":"failed"}},{"kind":"Field","name":{"kind":"Name","value":"automatedLabelled"}},{"kind":"Field","name":{"kind":"Name","value":"automatedWrong"}},{"kind":"Field","name":{"kind":"Name","value":"wrongLower"}},{"kind":"Field","name":{"kind":"Name","value":"wrongUpper"}}]}}]} as unknown as DocumentNode<PolicyPreviewQuery, PolicyPreviewQueryVariables>;
export const MoveLadderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MoveLadder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoveLadderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moveLadder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoveLadderSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectParts"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyChangedMeanwhile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Policy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"undoesVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"globalThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"classThresholds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"segmentThresholds"}},{"kind":"Field","name":{"kind":"Name","value":"auditRate"}},{"kind":"Field","name":{"kind":"Name","value":"blindControlRate"}},{"kind":"Field","name":{"kind":"Name","value":"showLowConfidencePrediction"}},{"kind":"Field","name":{"kind":"Name","value":"incumbent"}},{"kind":"Field","name":{"kind":"Name","value":"previousSystem"}},{"kind":"Field","name":{"kind":"Name","value":"fallback"}},{"kind":"Field","name":{"kind":"Name","value":"latencyBudgetMs"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"guidelines"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"isDemo"}},{"kind":"Field","name":{"kind":"Name","value":"demoPaused"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"myRoles"}},{"kind":"Field","name":{"kind":"Name","value":"myPermissions"}}]}}]} as unknown as DocumentNode<MoveLadderMutation, MoveLadderMutationVariables>;
export const UndoPolicyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UndoPolicy"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UndoPolicyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undoPolicy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MoveLadderSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PolicyParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"project"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectParts"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PolicyChangedMeanwhile"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PolicyParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Policy"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"undoesVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"evidence"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"globalThreshold"}},{"kind":"Field","name":{"kind":"Name","value":"classThresholds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}}]}},{"kind":"Field","name":{"kind":"Name","value":"segmentThresholds"}},{"kind":"Field","name":{"kind":"Name","value":"auditRate"}},{"kind":"Field","name":{"kind":"Name","value":"blindControlRate"}},{"kind":"Field","name":{"kind":"Name","value":"showLowConfidencePrediction"}},{"kind":"Field","name":{"kind":"Name","value":"incumbent"}},{"kind":"Field","name":{"kind":"Name","value":"previousSystem"}},{"kind":"Field","name":{"kind":"Name","value":"fallback"}},{"kind":"Field","name":{"kind":"Name","value":"latencyBudgetMs"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"guidelines"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"isDemo"}},{"kind":"Field","name":{"kind":"Name","value":"demoPaused"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"myRoles"}},{"kind":"Field","name":{"kind":"Name","value":"myPermissions"}}]}}]} as unknown as DocumentNode<UndoPolicyMutation, UndoPolicyMutationVariables>;
export const DecisionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Decisions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DecisionFilterInput"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decisions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CaseParts"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CaseParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CaseSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"decidedByKind"}},{"kind":"Field","name":{"kind":"Name","value":"decidedByName"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"policyVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}}]} as unknown as DocumentNode<DecisionsQuery, DecisionsQueryVariables>;
export const CaseStoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CaseStory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"case"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"case"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CaseParts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"input"}},{"kind":"Field","name":{"kind":"Name","value":"metadata"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"}},{"kind":"Field","name":{"kind":"Name","value":"route"}},{"kind":"Field","name":{"kind":"Name","value":"predictions"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"}},{"kind":"Field","name":{"kind":"Name","value":"reviews"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"hiddenWhileBlind"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CaseParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"CaseSummary"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"segment"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"threshold"}},{"kind":"Field","name":{"kind":"Name","value":"decidedByKind"}},{"kind":"Field","name":{"kind":"Name","value":"decidedByName"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"policyVersion"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}}]} as unknown as DocumentNode<CaseStoryQuery, CaseStoryQueryVariables>;
export const LabelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Labels"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"LabelFilterInput"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"labels"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"row"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"labelCount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}]}]}}]} as unknown as DocumentNode<LabelsQuery, LabelsQueryVariables>;
export const ApiKeysDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ApiKeys"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"apiKeys"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]}}]} as unknown as DocumentNode<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateApiKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createApiKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"prefix"}},{"kind":"Field","name":{"kind":"Name","value":"scopes"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastUsedAt"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]}}]}}]} as unknown as DocumentNode<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeApiKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeApiKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedAt"}}]}}]}}]} as unknown as DocumentNode<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const MembersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Members"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"projectId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"projectId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"person"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}}]}}]}}]} as unknown as DocumentNode<MembersQuery, MembersQueryVariables>;
export const SetMemberRolesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetMemberRoles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetMemberRolesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setMemberRoles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"person"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"}}]}}]}}]} as unknown as DocumentNode<SetMemberRolesMutation, SetMemberRolesMutationVariables>;
export const CreatePersonDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePerson"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePersonInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPerson"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CreatePersonMutation, CreatePersonMutationVariables>;
export const DescribeProjectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DescribeProject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DescribeProjectInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"describeProject"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ProjectParts"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ProjectParts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Project"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"slug"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"guidelines"}},{"kind":"Field","name":{"kind":"Name","value":"inputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"outputSchema"}},{"kind":"Field","name":{"kind":"Name","value":"isDemo"}},{"kind":"Field","name":{"kind":"Name","value":"demoPaused"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"myRoles"}},{"kind":"Field","name":{"kind":"Name","value":"myPermissions"}}]}}]} as unknown as DocumentNode<DescribeProjectMutation, DescribeProjectMutationVariables>;
