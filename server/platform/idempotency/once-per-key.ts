import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/index.js';
import { ProblemError } from '../http/index.js';
import { Signer } from '../signing/index.js';
import { hashOf, refuseBadKey } from './idempotency-key.js';

/** A request that may come again. Keys of one project and kind of request are apart from all others. */
export type KeyedRequest = {
  readonly projectId: string;
  /** What is asked for, such as `version.register`. */
  readonly operation: string;
  /** As the caller gave it; null: each request stands for itself. */
  readonly key: string | null;
  /** All that was asked: JSON. */
  readonly body: unknown;
  readonly now: Date;
};

/** Does what a request asks for once under its Idempotency-Key, and gives the first answer ever after. */
@Injectable()
export class OncePerKey {
  constructor(private readonly signer: Signer) {}

  /**
   * Runs `work` within the transaction, unless the key was answered before: the same body gets that answer. Whoever comes
   * at the same time waits for the first. `work` gives JSON; when it throws, the key stays unused.
   *
   * @throws ProblemError `invalid` for a key that cannot be one, `idempotency-conflict` where another body came under it.
   */
  async run<T>(tx: Tx, { projectId, operation, key, body, now }: KeyedRequest, work: () => Promise<T>): Promise<T> {
    refuseBadKey(key);
    if (key === null) return work();
    // A body may hold a credential: a plain hash would let whoever reads the database try out weak ones.
    const hash = this.signer.sign('request', hashOf(body)).toString('hex');
    const fresh = await tx.query(
      `insert into answered_request (project_id, operation, key, request_hash, created_at) values ($1, $2, $3, $4, $5)
       on conflict (project_id, operation, key) do nothing returning key`,
      [projectId, operation, key, hash, now],
    );
    const where = [projectId, operation, key];
    if (fresh.length === 0) {
      const [before] = await tx.query<{ request_hash: string; answer: T }>(
        'select request_hash, answer from answered_request where project_id = $1 and operation = $2 and key = $3',
        where,
      );
      if (before?.request_hash === hash) return before.answer;
      throw new ProblemError(
        'idempotency-conflict',
        'This Idempotency-Key came before with another body. Use a new key for a new request.',
      );
    }
    const answer = await work();
    await tx.query('update answered_request set answer = $4 where project_id = $1 and operation = $2 and key = $3', [
      ...where,
      JSON.stringify(answer),
    ]);
    return answer;
  }
}
