const server = (spec, law, file, from, to) => ({
  spec: `test/${spec}.spec.ts`,
  file: `server/${file}.ts`,
  law,
  from,
  to,
});
const anyOrder = 'whatever is sent, repeated, moved';

/** What only shows when the server runs: broken in its build, tested over REST and GraphQL, or by killing processes. */
export const SERVER_MUTATIONS = [
  // 1: one decision or one open review.
  server(
    'api/invariants',
    anyOrder,
    'decisions/store-cases',
    'fresh.flatMap(({ decision }) => decision ?? [])',
    'fresh.slice(1).flatMap(({ decision }) => decision ?? [])',
  ),
  server(
    'api/invariants',
    anyOrder,
    'reviews/submit-label',
    'if (review.decides && label.correctsId === null) return true;',
    'if (review.decides && label.correctsId === null) return false;',
  ),
  // 2: acknowledged is durable.
  server(
    'api/invariants',
    anyOrder,
    'decisions/intake.sql',
    '[JSON.stringify(rows)],\n  );\n  return new Set(stored.map(({ id }) => id));',
    '[JSON.stringify(rows.slice(0, 2))],\n  );\n  return new Set([...stored, ...rows].map(({ id }) => id));',
  ),
  server(
    'faults/crash',
    'of the server: the next start',
    'platform/database/unit-of-work',
    'return await this.source.transaction((manager) => work(asTx(manager)));',
    // Cases only, and long before the commit: whoever signs in or claims could go no further.
    `if (!String(work).includes('insertCases')) return await this.source.transaction((manager) => work(asTx(manager)));
        return await new Promise((resolve, reject) => {
          this.source
            .transaction(async (manager) => {
              resolve(await work(asTx(manager)));
              await new Promise((wake) => setTimeout(wake, 20));
            })
            .catch(reject);
        });`,
  ),
  server(
    'faults/crash',
    'of the server and the database',
    'platform/database/postmaster',
    'const SETTINGS: Readonly<Record<string, string>> = {',
    "const SETTINGS: Readonly<Record<string, string>> = {\n  synchronous_commit: 'off', wal_writer_delay: '10s', wal_writer_flush_after: '1GB',",
  ),
  server(
    'api/invariants',
    anyOrder,
    'reviews/submit-label',
    'const outcome = await this.unitOfWork.run(work);',
    `let outcome;
    await this.unitOfWork
      .run(async (tx) => {
        outcome = await work(tx);
        throw new Error('rolled back');
      })
      .catch(() => undefined);`,
  ),
  // 3: blind means blind.
  server(
    'api/blindness',
    'over REST to a key whose maker reviews',
    'decisions/decision-reads',
    'return row && (toHidden(row) ?? toDecisionView(row));',
    'return row && toDecisionView(row);',
  ),
  server(
    'api/blindness',
    'audits and blind controls',
    'decisions/case-reads',
    'const isHidden = row.blind_open && ',
    'const isHidden = row.blind_open && row.decided_at !== null && ',
  ),
  server(
    'api/blindness',
    'on which two machines differ',
    'rollouts/comparison.sql',
    'withoutBlindOpen(String(hidesBlind))',
    "withoutBlindOpen('false' ?? hidesBlind)",
  ),
  server(
    'api/blindness',
    'are not told apart by asking',
    'decisions/case-ways.sql',
    'hidesBlind && `not exists',
    'hidesBlind === null && `not exists',
  ),
  server(
    'api/blindness',
    'are not replayed',
    'decisions/replay-case',
    'if (row.blind_open && hidesBlind(actor, row.project_id)) return undefined;',
    '',
  ),
  // The decision log, traces and the log.
  server(
    'api/decision-log',
    'follows a correction',
    'decisions/case-list.sql',
    "if (way.over === 'decision') found.push('d.id = w.decision_id');",
    '',
  ),
  server(
    'api/decision-log',
    'page by page',
    'decisions/case-ways.sql',
    ') < (${at.add(after.at)}',
    ') <= (${at.add(after.at)}',
  ),
  server(
    'api/tracing',
    'what is stored together',
    'decisions/store-cases',
    'parent: first, links: others',
    'links: others',
  ),
  server('api/tracing', 'a job goes on', 'platform/queue/job-queue', 'parent: traceOf(job),', ''),
  server('api/logs', 'is in no line', 'decisions/decisions.controller', 'this.logging.logInput', 'true'),
  // 8: nothing is overwritten.
  server(
    'api/invariants',
    anyOrder,
    'reviews/submit-label',
    'if (await this.changesDecision(tx, review, label)) {',
    `await tx.query("set local handrail.erasing = 'on'");
    await tx.query('update label set note = $2 where case_id = $1', [review.case_id, labelId]);
    if (await this.changesDecision(tx, review, label)) {`,
  ),
  // 9: moving the slider strands nothing.
  server(
    'api/invariants',
    anyOrder,
    'reviews/review-queue.sql',
    "where r.project_id = $1 and r.state = 'open'\n           and (r.leased_by is null",
    "where r.project_id = $1 and r.state = 'open' and r.policy_version = (select max(version) from policy where project_id = $1)\n           and (r.leased_by is null",
  ),
  server(
    'api/invariants',
    anyOrder,
    'projects/write-policy',
    "await this.feed.publish(tx, { type: 'project', projectId });",
    `await tx.query("update review set state = 'answered', closed_at = now(), leased_by = null, lease_expires_at = null where project_id = $1 and state = 'open'", [projectId]);
    await this.feed.publish(tx, { type: 'project', projectId });`,
  ),
  server(
    'api/invariants',
    anyOrder,
    'reviews/submit-label',
    'policyVersion: review.policy_version,',
    'policyVersion: Math.max(1, review.policy_version - 1),',
  ),
  // 10: same key, same answer.
  server(
    'api/invariants',
    anyOrder,
    'decisions/store-cases',
    "if (known?.request_hash.toString('hex') !== ready.requestHash)",
    'if (known === undefined)',
  ),
  server(
    'api/invariants',
    anyOrder,
    'decisions/store-cases',
    'idempotency_key: ready.idempotencyKey,',
    'idempotency_key: null,',
  ),
  server(
    'api/answers',
    'first answer also',
    'decisions/decisions.controller',
    "{ answer: 'first' }",
    "{ answer: 'standing' }",
  ),
  server(
    'api/feedback',
    'under one key is taken once',
    'decisions/take-feedback',
    "if (first?.request_hash.toString('hex') !== requestHash)",
    'if (first === undefined)',
  ),

  // What a build says over REST, and what a decision table is told by people.
  server(
    'api/deciders',
    'does the same request once',
    'platform/idempotency/once-per-key',
    'if (before?.request_hash === hash)',
    'if (before)',
  ),
  server('api/deciders', 'on which share of a row', 'deciders/try-rules', 'pi: drawn.propensity,', 'pi: 1,'),
  server(
    'api/projects',
    'is declared over REST',
    'projects/profiles.controller',
    "if (outcome.kind === 'changed-meanwhile')",
    'if (outcome.kind === null)',
  ),
  server(
    'api/training',
    'learns several labels',
    'deciders/trainer/softmax-fit',
    'if (sets) {',
    'if (sets === null) {',
  ),

  // What the instances of one database tell each other, and what only many people at once show.
  server(
    'api/policy-everywhere',
    'because it is told',
    'projects/project-directory',
    "feed.on('project', () => this.forget())",
    "feed.on('project', () => undefined)",
  ),
  server(
    'api/policy-everywhere',
    'where the notice got lost',
    'projects/project-directory',
    'const MAX_AGE_MS = 900;',
    'const MAX_AGE_MS = 9000;',
  ),
  server(
    'api/schema-change',
    'cases under an older output schema',
    'reviews/review-queue.sql',
    'join policy p on p.project_id = r.project_id and p.version = r.policy_version',
    'join policy p on p.project_id = r.project_id and p.version = (select max(version) from policy where project_id = r.project_id)',
  ),
  server(
    'api/claiming',
    'never share a review',
    'reviews/review-queue.sql',
    'limit $3 for update of r skip locked)',
    'limit $3)\n        and (select pg_sleep(0.02) is not null)',
  ),
  server(
    'api/claiming',
    'under a new claim',
    'reviews/skip-review',
    'update review set leased_by = $2, lease_token = lease_token + 1,',
    'update review set leased_by = $2,',
  ),

  // The log is not about anybody.
  server(
    'faults/log',
    'of our own mistakes',
    'platform/logging/create-log',
    'err: (error: unknown) => loggedError(error)',
    'err: (error) => ({ ...loggedError(error), ...error })',
  ),

  // What states no rule is refused, and what states one keeps it.
  server(
    'api/access-rules',
    'what states no rule',
    'identity/access.guard',
    'if (rule === undefined)',
    'if (rule === undefined) return true;\n    if (rule === null)',
  ),
  server(
    'api/access-rules',
    'is refused as {',
    'platform/graphql/graphql.module',
    "fieldResolverEnhancers: ['guards'],",
    'fieldResolverEnhancers: [],',
  ),
  server(
    'api/access',
    'subscription projectPulse',
    'identity/access.guard',
    'if (isUpgrade ? !isSameOrigin(request)',
    'if (isUpgrade ? false',
  ),
  server(
    'api/access',
    'everybody is let in where the matrix says so, and nowhere else query labels',
    'datasets/labels.resolver',
    "@Allow({ permission: 'labels:read' })\n  @Query(() => LabelConnection",
    "@Allow('session')\n  @Query(() => LabelConnection",
  ),
  server(
    'api/access',
    'by mutation eraseCase',
    'datasets/erase-case',
    "assertMay(actor, 'cases:erase', projectId);",
    '',
  ),
  server(
    'api/access',
    'GET /v1/projects/:project/rollouts/:id lets keys in',
    'rollouts/rollouts.controller',
    "if (actor.kind === 'apiKey' && actor.projectId !== project.id) throw notFound('project');",
    '',
  ),
  server(
    'api/access',
    'the schema is for people',
    'identity/graphql-gate',
    '(await this.sessions.find(headers.cookie)) !== undefined',
    'headers.cookie !== undefined',
  ),
];
