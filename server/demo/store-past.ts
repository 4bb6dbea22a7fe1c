import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/index.js';
import { LivePath } from '../platform/telemetry/index.js';
import { ProjectDirectory, type ProjectInForce } from '../projects/index.js';
import { insertPast, type PastCase, type StoredCase } from './past.sql.js';

/** Stores what happened before the demo began, and tells it as what happens now is told, so that it is in the metrics. */
@Injectable()
export class StorePast {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: ProjectDirectory,
    private readonly live: LivePath,
  ) {}

  /** Under the policy in force; all of it or nothing. */
  async run(past: { projectId: string; personId: string; cases: readonly PastCase[] }): Promise<void> {
    const project = await this.directory.get(past.projectId);
    const stored = await this.unitOfWork.run((tx) => insertPast(tx, { ...past, policy: project.policy }));
    this.live.tell(
      'cases',
      stored.map(({ mail, at, answers, route }) => ({
        project,
        at: at.getTime(),
        segment: null,
        input: mail.input,
        route,
        answers,
        stages: {},
      })),
    );
    for (const one of stored) this.tellAnswer(project, one);
  }

  private tellAnswer(project: ProjectInForce, { mail, at, answers, route, leadTimeMs }: StoredCase): void {
    const [said] = answers;
    this.live.tell('answer', {
      project,
      at: at.getTime(),
      segment: null,
      level: route.level,
      machine: said?.model ?? '',
      value: mail.label,
      isSame: said?.value === undefined ? null : said.value === mail.label,
      isBlind: true,
      propensity: route.blindPropensity,
      leadTimeMs,
      decides: true,
    });
  }
}
