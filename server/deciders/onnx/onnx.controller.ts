import type { Readable } from 'node:stream';
import { Body, Controller, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { parseReference } from '@handrail/shared/deciders';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { invalid, parseJsonBody, parseWith, ProblemError } from '../../platform/http/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { RegisterOnnx } from './register-onnx.js';

const MOST_BYTES = 64 * 2 ** 20;
const querySchema = z.strictObject({
  /** `true`: says what the file is and how it would be asked, keeps nothing. */
  check: z.enum(['true', 'false']).default('false'),
  /** How fields become inputs and outputs answers, as JSON; absent: found out from names and shapes. */
  mapping: z.string().max(100_000).optional(),
});

/** Uploads: the file is the body, `application/octet-stream`, streamed, at most 64 MB. */
@Controller('v1')
export class OnnxController {
  constructor(
    private readonly projects: ProjectDirectory,
    private readonly register: RegisterOnnx,
  ) {}

  @Allow({ scope: 'deciders:write', permission: 'deciders:register' })
  @Idempotent('key')
  @Post('projects/:project/deciders/:name/onnx')
  @HttpCode(201)
  async upload(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('name') name: string,
    @Query() query: unknown,
    @Headers() headers: Record<string, string | undefined>,
    @Body() body: unknown,
  ) {
    const { check, mapping } = parseWith(querySchema, query);
    const { id: projectId } = await this.projects.get(slug);
    const file = await bytesOf(body, headers['content-length']);
    const idempotencyKey = headers['idempotency-key'] ?? null;
    const stated = mapping === undefined ? undefined : parsed(mapping);
    const upload = { projectId, name, file, mapping: stated, idempotencyKey };
    if (check === 'true') return this.register.check(actor, upload);
    const reference = await this.register.run(actor, upload);
    return { reference, name, version: parseReference(reference)?.version, state: 'registered' };
  }
}

async function bytesOf(body: unknown, length: string | undefined): Promise<Buffer> {
  if (!isStream(body))
    throw new ProblemError('unsupported-media-type', 'Send the file itself, as application/octet-stream.');
  const tooLarge = new ProblemError('too-large', `A model file has at most ${MOST_BYTES / 2 ** 20} MB.`);
  if (Number(length ?? 0) > MOST_BYTES) throw tooLarge;
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of body) {
    const bytes = part as Buffer;
    total += bytes.length;
    if (total > MOST_BYTES) throw tooLarge;
    parts.push(bytes);
  }
  if (total === 0) throw invalid('The file is empty.', [{ pointer: '/file', detail: 'is empty' }]);
  return Buffer.concat(parts);
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function parsed(mapping: string): unknown {
  try {
    return parseJsonBody(Buffer.from(mapping));
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'is not JSON';
    throw invalid('The mapping is not JSON.', [{ pointer: '/mapping', detail }]);
  }
}
