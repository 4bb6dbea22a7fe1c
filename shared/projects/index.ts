/**
 * What a project starts with and how it is deployed: the three deployment cases as templates, the deployment profile, and
 * the arithmetic of its throughput limit. Pure: the wizard shows what the server will write.
 */
export {
  DEPLOYMENT_CASES,
  suggestedRollout,
  templateSettings,
  type DeploymentCase,
  type SuggestedRollout,
} from './deployment-cases.js';
export {
  DEFAULT_PROFILE,
  deploymentProfileSchema,
  LOGGED,
  profileDeclarationSchema,
  type DeploymentProfile,
  type Logged,
} from './deployment-profile.js';
export { blockOf, burstOf } from './token-bucket.js';
