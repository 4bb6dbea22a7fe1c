import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FEWEST_LABELS, type Policy } from '@handrail/shared/ladder';
import { MoveLadder, type Proof } from '../projects/index.js';
import { PreviewReads } from './preview-reads.js';

/** Says what is known of a policy before a machine gets more say by it, from what its preview shows. */
@Injectable()
export class WeighMove implements OnModuleInit {
  constructor(
    private readonly ladder: MoveLadder,
    private readonly previews: PreviewReads,
  ) {}

  onModuleInit(): void {
    this.ladder.weighBy((projectId, next) => this.weigh(projectId, next));
  }

  private async weigh(projectId: string, next: Policy): Promise<Proof> {
    const { proposed, unheard } = await this.previews.known(projectId, next);
    const mute = unheard.find(({ canBeAsked }) => !canBeAsked);
    return {
      lacks: lackOf(proposed, (mute ?? unheard[0])?.machine),
      isOutOfReach: mute !== undefined && proposed.unknown > 0,
    };
  }
}

type Seen = { readonly cases: number; readonly unknown: number; readonly automatedLabelled: number };

function lackOf({ cases, unknown, automatedLabelled }: Seen, machine: string | undefined): string | null {
  if (cases === 0) return 'Not enough data yet: there is no case to try it on.';
  if (unknown > 0 && machine !== undefined)
    return `It is not known what ${machine} makes of ${unknown} of the last ${cases} cases.`;
  if (automatedLabelled < FEWEST_LABELS)
    return `Not enough data yet: ${automatedLabelled} of about ${FEWEST_LABELS} blind labels of cases that it would decide.`;
  return null;
}
