/**
 * Projects: what is being decided, what a case and an answer look like, and the policy that is in force with its
 * history (the slider), and how it is deployed. Owns `project`, `policy`, `deployment_profile` and `membership`'s first
 * rows.
 */
export { ProjectsModule } from './projects.module.js';
export { ProjectDirectory, type ProjectInForce } from './project-directory.js';
export { CreateProject, type NewProject } from './create-project.js';
export { ThroughputLimit } from './throughput-limit.js';
export { DeploymentCaseEnum, DeploymentProfileInput, givenProfile } from './profiles.types.js';
export { MarkPersonal } from './mark-personal.js';
export { keepingRollout, MoveLadder, type Proof } from './move-ladder.js';
export { WritePolicy, type PolicyCheck } from './write-policy.js';
export { recordAudit } from './audit-log.sql.js';
export { type PolicyRow } from './policy-rows.js';
export { ProjectReads } from './project-reads.js';
export {
  LevelEnum,
  Policy,
  PolicyChangedMeanwhile,
  PolicySettingsInput,
  Project,
  toPolicyChanged,
  toPolicyView,
  toProject,
  toSettings,
} from './projects.types.js';
