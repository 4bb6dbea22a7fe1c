import { Injectable } from '@nestjs/common';
import { parseReference, trainedModelCardSchema, trainingOptionsSchema } from '@handrail/shared/deciders';
import { validateInput, validateOutput, type CaseInput, type OutputSchema } from '@handrail/shared/schema';
import { Database } from '../../platform/database/index.js';
import type { ProjectInForce } from '../../projects/index.js';
import { OpenDeciders, type OpenDecider } from '../open-deciders.js';
import { foldOf, type Example } from './examples.js';
import { streamLabels } from './training-labels.sql.js';
import type { TrainingRow } from './training-rows.js';

/** What the labels were that went by; full when all have. */
export type ReadLabels = {
  examples: number;
  unfit: number;
  from: Date | null;
  to: Date | null;
  readonly policyVersions: Set<number>;
};

const NOT_ASKED: ReadonlySet<string> = new Set(['http', 'caller']);
const ASK_MS = 2000;

/** Reads a training's labels as the trainer takes them, one after the other. */
@Injectable()
export class ReadExamples {
  constructor(
    private readonly database: Database,
    private readonly deciders: OpenDeciders,
  ) {}

  /** `read` fills up while the examples are taken. A label that does not fit the schemas as they are now is left out. */
  async *run(
    project: ProjectInForce,
    training: TrainingRow,
    { at, read, champion }: { at: Date; read: ReadLabels; champion: string | null },
  ): AsyncGenerator<Example> {
    const options = trainingOptionsSchema.parse(training.options);
    const asked = await this.championToAsk(project.id, champion);
    for await (const row of streamLabels(this.database, { projectId: project.id, options, at, champion })) {
      const input = validateInput(project.inputSchema, row.input);
      const label = validateOutput(project.outputSchema, row.label);
      const weight = options.weighted ? 1 / (row.propensity ?? 0) : 1;
      if (!input.ok || !label.ok || !Number.isFinite(weight)) {
        read.unfit += 1;
        continue;
      }
      note(read, row);
      const said = foldOf(input.value) < 0 ? (row.champion ?? (await answerOf(asked, input.value))) : undefined;
      yield { input: input.value, label: label.value, weight, ...championIn(project.outputSchema, said) };
    }
  }

  /** What runs in this process can be asked about old cases; nobody's server is asked for that. */
  private async championToAsk(projectId: string, champion: string | null): Promise<OpenDecider | undefined> {
    if (champion === null) return undefined;
    try {
      const decider = await this.deciders.get(projectId, champion);
      return decider && !NOT_ASKED.has(decider.connector) ? decider : undefined;
    } catch {
      // A champion that cannot be opened is compared by what it said when it could.
      return undefined;
    }
  }

  /** Whether the champion surely never saw what is held out: our own trainer holds out the same cases, always. */
  async isClean(projectId: string, champion: string): Promise<boolean> {
    const parsed = parseReference(champion);
    const [row] = await this.database.query<{ connector: string; model_card: unknown }>(
      `select v.connector, v.model_card from decider_version v join decider d on d.id = v.decider_id
        where d.project_id = $1 and d.name = $2 and v.version = $3`,
      [projectId, parsed?.name ?? champion, parsed?.version ?? 0],
    );
    if (!row) return false;
    return (
      row.connector === 'rules' ||
      (row.connector === 'builtin' && trainedModelCardSchema.safeParse(row.model_card).success)
    );
  }
}

/** What the champion said, where that is an answer. */
function championIn(schema: OutputSchema, said: unknown): Pick<Example, 'champion'> {
  const answer = said == null ? undefined : validateOutput(schema, said);
  return answer?.ok ? { champion: answer.value } : {};
}

function note(
  read: ReadLabels,
  { created_at: at, policy_version: policy }: { created_at: Date; policy_version: number },
): void {
  read.examples += 1;
  read.from ??= at;
  read.to = at;
  read.policyVersions.add(policy);
}

async function answerOf(decider: OpenDecider | undefined, input: CaseInput): Promise<unknown> {
  if (!decider?.open) return undefined;
  try {
    const said = await decider.open.ask({ input, signal: AbortSignal.timeout(ASK_MS) });
    return said.value;
  } catch {
    // No answer is no answer: the case is left out of the comparison.
    return undefined;
  }
}
