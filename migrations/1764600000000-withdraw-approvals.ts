import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = ['started', 'advanced', 'approved', 'switched', 'finished', 'rolled_back', 'stopped'];

/** An approval of a rollout's step can be taken back while the step still waits. */
export class WithdrawApprovals1764600000000 implements MigrationInterface {
  readonly name = 'WithdrawApprovals1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await allow(runner, [...KINDS, 'approval_withdrawn']);
  }

  /** A timeline that holds a withdrawal keeps it: it is append-only, so the narrower check holds for new rows only. */
  async down(runner: QueryRunner): Promise<void> {
    await allow(runner, KINDS);
  }
}

async function allow(runner: QueryRunner, kinds: readonly string[]): Promise<void> {
  await runner.query('alter table rollout_event drop constraint rollout_event_kind_check');
  await runner.query(
    `alter table rollout_event add constraint rollout_event_kind_check check (kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})) not valid`,
  );
}
