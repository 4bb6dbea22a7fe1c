import { Global, Module } from '@nestjs/common';
import { ChangeSchema } from './change-schema.js';
import { CreateProject } from './create-project.js';
import { DeclareProfile } from './declare-profile.js';
import { MarkPersonal } from './mark-personal.js';
import { MoveLadder } from './move-ladder.js';
import { ProfilesController } from './profiles.controller.js';
import { ProfilesResolver } from './profiles.resolver.js';
import { ProjectDirectory } from './project-directory.js';
import { ProjectReads } from './project-reads.js';
import { ProjectsResolver } from './projects.resolver.js';
import { ThroughputLimit } from './throughput-limit.js';
import { WritePolicy } from './write-policy.js';

@Global()
@Module({
  controllers: [ProfilesController],
  providers: [
    ChangeSchema,
    CreateProject,
    DeclareProfile,
    MarkPersonal,
    MoveLadder,
    ProfilesResolver,
    ProjectDirectory,
    ProjectReads,
    ProjectsResolver,
    ThroughputLimit,
    WritePolicy,
  ],
  exports: [CreateProject, MarkPersonal, MoveLadder, ProjectDirectory, ProjectReads, ThroughputLimit, WritePolicy],
})
export class ProjectsModule {}
