import { Global, Module } from '@nestjs/common';
import { CreateProject } from './create-project.js';
import { MoveLadder } from './move-ladder.js';
import { ProjectDirectory } from './project-directory.js';
import { ProjectReads } from './project-reads.js';
import { ProjectsResolver } from './projects.resolver.js';
import { WritePolicy } from './write-policy.js';

@Global()
@Module({
  providers: [CreateProject, MoveLadder, ProjectDirectory, ProjectReads, ProjectsResolver, WritePolicy],
  exports: [CreateProject, MoveLadder, ProjectDirectory, ProjectReads, WritePolicy],
})
export class ProjectsModule {}
