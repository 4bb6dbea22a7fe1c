import {
  trainingOptionsSchema,
  trainingProgressSchema,
  type TrainingOptions,
  type TrainingProgress,
  type TrainingStatus,
  type TrainingTrigger,
} from '@handrail/shared/deciders';

export type TrainingRow = {
  id: string;
  project_id: string;
  name: string;
  trigger: TrainingTrigger;
  asked_by: string;
  options: unknown;
  /** The present of the training, where that is not now (the demo's past). */
  as_of: Date | null;
  /** Where given: nothing is to be done when this version exists. */
  only_version: number | null;
  status: TrainingStatus;
  progress: unknown;
  /** What came of it, in words: where the version is, or why there is none. */
  outcome: string | null;
  version: number | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
};

/** A training as it is read from outside. */
export type TrainingView = {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly trigger: TrainingTrigger;
  readonly askedBy: string;
  readonly options: TrainingOptions;
  readonly status: TrainingStatus;
  readonly progress: TrainingProgress | null;
  readonly outcome: string | null;
  readonly version: number | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
};

export function toTrainingView(row: TrainingRow): TrainingView {
  return {
    id: row.id,
    projectId: row.project_id,
    name: row.name,
    trigger: row.trigger,
    askedBy: row.asked_by,
    options: trainingOptionsSchema.parse(row.options),
    status: row.status,
    progress: row.progress === null ? null : trainingProgressSchema.parse(row.progress),
    outcome: row.outcome,
    version: row.version,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}
