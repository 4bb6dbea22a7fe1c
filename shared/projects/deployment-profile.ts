import { z } from 'zod';
import { DEPLOYMENT_CASES } from './deployment-cases.js';

/** What is written to the operators' log of a project's cases. */
export const LOGGED = ['NOTHING', 'METADATA', 'CONTENT'] as const;
export type Logged = (typeof LOGGED)[number];

/**
 * How a project is deployed, as its admins declare it. Immutable and numbered like a policy; what routes a case, such as
 * the latency budget, stands in the policy alone.
 */
export const deploymentProfileSchema = z.strictObject({
  deploymentCase: z.enum(DEPLOYMENT_CASES).nullable().default(null),
  serving: z.enum(['REALTIME', 'BATCH']).default('REALTIME'),
  place: z.enum(['CLOUD', 'EDGE']).default('CLOUD'),
  /** Cases a second that are taken in, over all processes; null: no limit. */
  casesPerSecond: z.number().min(0.01).max(100_000).nullable().default(null),
  /** What it is allowed to use, in megabytes and in cores; null: not declared. */
  memoryMb: z.int().min(16).max(4_000_000).nullable().default(null),
  cpuCores: z.number().min(0.01).max(1024).nullable().default(null),
  logged: z.enum(LOGGED).default('METADATA'),
  /** Days after which what a case holds of people is erased for good, every day; null: it is kept. */
  personalDataDays: z.int().min(1).max(36_500).nullable().default(null),
});
export type DeploymentProfile = z.output<typeof deploymentProfileSchema>;

/** What is sent over REST to declare a profile: all of it, whoever sees an older version than `expectedVersion` is refused. */
export const profileDeclarationSchema = z.strictObject({
  /** The version in force as the sender knows it; 0: none was declared. */
  expectedVersion: z.int().min(0),
  profile: deploymentProfileSchema,
  reason: z.string().trim().max(2000).default(''),
});

/** The profile of a project that never declared one. */
export const DEFAULT_PROFILE: DeploymentProfile = deploymentProfileSchema.parse({});
