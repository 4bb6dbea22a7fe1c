import { Injectable } from '@nestjs/common';
import type { AnswerSeen, CaseSeen, FeedbackSeen, RequestSeen, TurnedAway } from '@handrail/shared/monitoring';

/** What happens on the live path, told as it happens: after the commit where there is one. */
export type LivePathEvents = {
  readonly cases: readonly CaseSeen[];
  readonly turnedAway: TurnedAway;
  readonly request: RequestSeen;
  readonly answer: AnswerSeen;
  readonly feedback: FeedbackSeen;
};
type Listeners = { [K in keyof LivePathEvents]: ((event: LivePathEvents[K]) => void) | undefined };

/**
 * Where features say what they did and one listener counts it, in this process. Costs nothing while nobody listens; a
 * listener must not throw.
 */
@Injectable()
export class LivePath {
  private readonly listeners: Listeners = {
    cases: undefined,
    turnedAway: undefined,
    request: undefined,
    answer: undefined,
    feedback: undefined,
  };

  /** Whether it is worth gathering what would be told. */
  get isHeard(): boolean {
    return this.listeners.cases !== undefined;
  }

  hear(listeners: { [K in keyof LivePathEvents]: (event: LivePathEvents[K]) => void }): void {
    Object.assign(this.listeners, listeners);
  }

  tell<K extends keyof LivePathEvents>(kind: K, event: LivePathEvents[K]): void {
    this.listeners[kind]?.(event);
  }
}
