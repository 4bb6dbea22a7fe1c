import { Injectable } from '@nestjs/common';

type Ask = (projectId: string) => Promise<readonly string[]>;

/** What burns in a project, for whoever says whether all is right. Alarms stand on monitoring, so they answer through here. */
@Injectable()
export class OpenAlarms {
  private ask: Ask = () => Promise.resolve([]);

  /** Called once, by the alarms. */
  answeredBy(ask: Ask): void {
    this.ask = ask;
  }

  /** Titles of the alarms that are not over, the newest first. */
  titles(projectId: string): Promise<readonly string[]> {
    return this.ask(projectId);
  }
}
