import { Global, Module } from '@nestjs/common';
import { CreateProject } from './create-project.js';
import { MoveLadder } from './move-ladder.js';
import { ProjectDirectory } from './project-directory.js';
import { ProjectReads } from './project-reads.js';
import { ProjectsResolver } from './projects.resolver.js';

@Global()
@Module({
  providers: [CreateProject, MoveLadder, ProjectDirectory, ProjectReads, ProjectsResolver],
  exports: [CreateProject, MoveLadder, ProjectDirectory, ProjectReads],
})
export class ProjectsModule {}
