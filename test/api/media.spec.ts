import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { extract } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestHandrail } from '../support/handrail.js';
import { until } from '../support/until.js';
import { claim, decide, furnish, submit, type World } from '../support/world.js';
import { tone, wav } from '../support/wav.js';

const GREY = { width: 640, height: 400, channels: 3, background: { r: 51, g: 51, b: 51 } } as const;
const RATE = 8000;
const PICTURES = ['dark.png', 'moved.png', 'sharp.png', 'blurred.webp', 'broken.jpg', 'page.png', 'gone.png'];
const RECORDINGS = ['half-silent.wav', 'clipped.wav', 'cut.wav'];

let world: World;
let server: Server;
let media: Readonly<Record<string, Buffer>>;
const asked: string[] = [];
const dataDir = mkdtempSync(join(tmpdir(), 'handrail-media-'));
beforeAll(async () => {
  // Stripes a pixel wide, which are all edge; and the same picture with every edge smoothed away.
  const stripes = Buffer.from(Array.from({ length: 200 * 200 }, (_, index) => (index % 2 ? 200 : 60)));
  const sharpOnes = sharp(stripes, { raw: { width: 200, height: 200, channels: 1 } });
  media = {
    'dark.png': await sharp({ create: GREY }).png().toBuffer(),
    'sharp.png': await sharpOnes.clone().png().toBuffer(),
    'blurred.webp': await sharpOnes.clone().blur(8).webp({ lossless: true }).toBuffer(),
    'broken.jpg': (
      await sharp({ create: { ...GREY, width: 700 } })
        .jpeg()
        .toBuffer()
    ).subarray(0, 400),
    'page.png': Buffer.from('<html><p>no picture</p></html>'),
    'half-silent.wav': wav([...tone({ seconds: 1, amplitude: 0.5, rate: RATE }), ...new Float32Array(RATE)], RATE),
    'clipped.wav': wav(tone({ seconds: 1, amplitude: 4, rate: RATE }), RATE),
    'cut.wav': wav([], RATE),
  };
  server = createServer((request, reply) => {
    const name = request.url?.slice(1) ?? '';
    asked.push(name);
    if (name === 'moved.png') return reply.writeHead(302, { location: '/dark.png' }).end();
    const body = media[name];
    if (!body) return reply.writeHead(404).end('nothing here');
    reply.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  world = await furnish(
    await TestHandrail.start({ HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1', HANDRAIL_DATA_DIR: dataDir }),
  );
});
afterAll(async () => {
  server?.close();
  await world?.handrail.stop();
  rmSync(dataDir, { recursive: true });
});

type Total = { count: number; value: number | null };

describe('media of live traffic', () => {
  let projectId = '';
  let key = '';
  const url = (name: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;
  const total = async (metric: string, segment: string): Promise<Total | undefined> => {
    const now = Date.now();
    const { metricSeries } = await world.admin.run<{ metricSeries: { lines: { total: Total }[] } }>(
      `query ($projectId: ID!, $metric: String!, $from: DateTime!, $to: DateTime!, $segment: String) {
        metricSeries(projectId: $projectId, metric: $metric, from: $from, to: $to, segment: $segment) { lines { part total { count value } } } }`,
      {
        projectId,
        metric,
        segment,
        from: new Date(now - 3_600_000).toISOString(),
        to: new Date(now + 60_000).toISOString(),
      },
    );
    return metricSeries.lines[0]?.total;
  };
  const value = async (metric: string, segment: string): Promise<number> =>
    (await total(metric, segment))?.value ?? NaN;
  /** Its segment is the name of the medium, so that each can be told from the others. */
  const send = async (field: 'photo' | 'call', name: string, address = url(name)): Promise<void> => {
    const answer = await fetch(`${world.handrail.url}/v1/projects/sights/decisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input: { [field]: address }, segment: name }),
    });
    expect(answer.status, await answer.text()).toBeLessThan(300);
  };
  const counted = (segment: string, count: number): Promise<unknown> =>
    until(
      `${segment} counted ${count} times`,
      async () => (await total('input.media_unreadable', segment))?.count === count,
    );

  beforeAll(async () => {
    const fields = [
      { name: 'photo', type: 'image-url', required: false },
      { name: 'call', type: 'audio-url', required: false },
    ];
    const outputSchema = { kind: 'label', labels: [{ value: 'a' }, { value: 'b' }] };
    const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      { input: { slug: 'sights', name: 'Sights', inputSchema: { fields }, outputSchema } },
    );
    projectId = createProject.id;
    const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { projectId, name: 'media', scopes: ['DECISIONS_WRITE'] } },
    );
    key = createApiKey.secret;
    for (const name of PICTURES) await send('photo', name);
    await send('photo', 'private.png', 'http://10.0.0.1/private.png');
    for (const name of RECORDINGS) await send('call', name);
    for (const name of [...PICTURES, ...RECORDINGS, 'private.png']) await counted(name, 1);
  });

  it('are looked at: brightness, contrast, sharpness, size; a picture that moved is followed', async () => {
    for (const name of ['dark.png', 'moved.png']) {
      expect(await value('input.image_brightness', name)).toBeCloseTo(0.2, 2);
      expect(await value('input.image_contrast', name)).toBeCloseTo(0, 3);
      expect(await value('input.image_size', name)).toBeCloseTo(0.256, 6);
    }
    // Each Laplacian of such stripes is 280 or −280.
    expect(await value('input.image_sharpness', 'sharp.png')).toBeCloseTo(280 ** 2, -2);
    expect(await value('input.image_sharpness', 'blurred.webp')).toBeLessThan(10);
  });

  it('have metrics only where there are fields of their kind', async () => {
    const idsOf = async (id: string): Promise<string> => {
      const { metrics, riskRegister } = await world.admin.run<
        Record<'metrics' | 'riskRegister', { metrics: { id: string }[] }>
      >(
        'query ($id: ID!) { metrics(projectId: $id) { metrics { id } } riskRegister(projectId: $id) { metrics { id } } }',
        {
          id,
        },
      );
      // Drift is watched besides, and kept otherwise than metrics are.
      const watched = riskRegister.metrics.map((one) => one.id).filter((one) => !one.startsWith('drift.'));
      expect(watched).toEqual(metrics.metrics.map((one) => one.id));
      return metrics.metrics.map((one) => one.id).join(' ');
    };
    expect(await idsOf(projectId)).toMatch(/input\.image_size.*input\.audio_length/);
    expect(await idsOf(world.projectId)).not.toMatch(/image|audio|media/);
  });

  it('are listened to: length, volume, silence, clipping', async () => {
    const heard = ['length', 'volume', 'silence', 'clipping'].map((what) =>
      value(`input.audio_${what}`, 'half-silent.wav'),
    );
    expect(await Promise.all(heard)).toEqual([2, expect.closeTo(20 * Math.log10(0.25), 2), 0.5, 0]);
    expect(await value('input.audio_clipping', 'clipped.wav')).toBeCloseTo(0.9, 6);
  });

  it('that cannot be read are counted as such, with the reason, and nothing else stops for them', async () => {
    const unreadable = ['broken.jpg', 'page.png', 'gone.png', 'private.png', 'cut.wav'];
    for (const name of [...PICTURES, ...RECORDINGS]) {
      expect(await value('input.media_unreadable', name), name).toBe(unreadable.includes(name) ? 1 : 0);
    }
    expect(await total('input.image_brightness', 'page.png')).toBeUndefined();
    const { rows } = await world.handrail.database.query<{ segment: string; reason: string }>(
      `select c.segment, m.measured ->> 'reason' as reason from media_measure m join intake_case c on c.id = m.case_id
        where m.measured ->> 'kind' = 'unreadable' order by 1`,
    );
    expect(rows.map(({ segment, reason }) => `${segment}: ${reason}`)).toEqual([
      'broken.jpg: not a picture that can be decoded',
      'cut.wav: a recording without sound',
      'gone.png: HTTP 404',
      'page.png: not a picture that can be decoded',
      'private.png: a private or local address, which is refused',
    ]);
  });

  it('are fetched once each, also where two servers look; a project without any costs nothing', async () => {
    const second = await TestHandrail.at(world.handrail.databaseUrl, { HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' });
    const before = asked.length;
    for (let n = 0; n < 6; n += 1) await send('photo', 'dark.png');
    expect((await decide(world, { input: { text: 'no picture' } })).body.status).toBe('pending');
    await counted('dark.png', 7);
    expect(asked.slice(before)).toEqual(Array.from({ length: 6 }, () => 'dark.png'));
    await second.stop();
    const { rows } = await world.handrail.database.query('select project_id from media_cursor');
    expect(rows).toEqual([{ project_id: projectId }]);
  });
});

describe('media of a dataset', () => {
  type Export = { state: string; sha256: string; bytes: number; mediaTally: Record<string, number> | null };
  const DARK = 7;
  let sights: World;
  const call = (path: string, body?: unknown): Promise<Response> =>
    fetch(`${world.handrail.url}/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${sights.key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const freeze = async (number: number, definition = {}): Promise<void> => {
    expect((await call('/projects/sights/datasets', { name: 'seen', definition })).status).toBe(202);
    await until('the version', async () => {
      const view = (await (await call(`/datasets/${number}`)).json()) as { state: string };
      return view.state === 'ready';
    });
  };
  const start = (number: number, body: object): Promise<Response> =>
    call(`/projects/sights/datasets/${number}/exports`, { media: true, ...body });
  const pack = async (number: number, file = 'data.jsonl'): Promise<Export & { path: string }> => {
    const begun = await start(number, { file });
    expect(begun.status).toBe(202);
    const path = (begun.headers.get('location') ?? '').slice('/v1'.length);
    const made = await until('the archive', async () => {
      const view = (await (await call(path)).json()) as Export;
      return view.state === 'running' ? undefined : view;
    });
    expect(made.state).toBe('ready');
    return { ...made, path };
  };
  const take = async (path: string): Promise<Buffer> => {
    const answer = await call(`${path}/file`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-tar']);
    return Buffer.from(await answer.arrayBuffer());
  };
  const linesOf = (file: Buffer | undefined): Record<string, unknown>[] =>
    (file?.toString('utf8').trimEnd().split('\n') ?? []).filter(Boolean).map((line) => JSON.parse(line) as never);

  beforeAll(async () => {
    const { project } = await world.admin.run<{ project: { id: string } }>('{ project(slug: "sights") { id } }');
    const projectId = project.id;
    const roles = 'mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }';
    await world.admin.run(roles, { input: { projectId, email: 'reviewer@t.example', roles: ['REVIEWER'] } });
    const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { projectId, name: 'files', scopes: ['LABELS_READ'] } },
    );
    sights = { ...world, projectId, key: createApiKey.secret };
    for (let open = await claim(sights, world.reviewer); open.length > 0; open = await claim(sights, world.reviewer))
      for (const review of open) await submit(world.reviewer, review, 'a');
    await freeze(1);
  });

  it('lie beside the file in one archive, equal ones once, each row’s named; what cannot be had is listed', async () => {
    const before = asked.length;
    const { path, sha256, bytes, mediaTally } = await pack(1);
    expect(asked.slice(before).filter((name) => name === 'dark.png')).toHaveLength(2); // itself, and where one moved to
    const archive = await take(path);
    expect([createHash('sha256').update(archive).digest('hex'), archive.length]).toEqual([sha256, bytes]);
    const files = await untar(archive);
    const rows = linesOf(files.get('data.jsonl')) as { id: string; label: string; input: Record<string, string> }[];
    const inOrder = rows.flatMap(({ id, label, input }) =>
      (['photo', 'call'] as const).flatMap((field) => (input[field] ? [{ id, label, field, url: input[field] }] : [])),
    );
    expect(inOrder).toHaveLength(PICTURES.length + RECORDINGS.length + DARK);
    const missing = linesOf(files.get('missing.jsonl'));
    expect(missing.map(({ url: at, reason }) => `${String(at).split('/').at(-1)}: ${String(reason)}`).sort()).toEqual([
      'gone.png: HTTP 404',
      'page.png: not a picture of a known kind',
      'private.png: a private or local address, which is refused',
    ]);
    for (const [folder, field] of [
      ['images', 'photo'],
      ['audio', 'call'],
    ] as const) {
      const listed = linesOf(files.get(`media/${folder}/metadata.jsonl`));
      const isMissing = new Set(missing.map(({ id }) => id));
      const wanted = inOrder.filter((one) => one.field === field && !isMissing.has(one.id));
      expect(listed).toEqual(
        wanted.map((one) => {
          const name = one.url.split('/').at(-1) ?? '';
          const body = media[name === 'moved.png' ? 'dark.png' : name] ?? Buffer.alloc(0);
          const hash = createHash('sha256').update(body).digest('hex');
          const ending = name.split('.').at(-1);
          expect(files.get(`media/${folder}/${hash}.${ending}`)).toEqual(body);
          const type = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', wav: 'audio/wav' }[String(ending)];
          const told = { ...one, file_name: `${hash}.${ending}`, sha256: hash, type, bytes: body.length };
          return expect.objectContaining(told) as unknown;
        }),
      );
    }
    const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as object;
    expect(mediaTally).toMatchObject({ references: inOrder.length, files: 7, missing: 3, changed: 0 });
    expect(manifest).toMatchObject({
      dataset: { number: 1, rows: rows.length },
      media: { ...mediaTally, fields: ['photo', 'call'], left: [] },
    });
    const taken = await world.handrail.database.query<{ file: string }>(
      `select detail->>'file' as file from audit_entry where action = 'dataset.export'`,
    );
    expect(taken.rows).toEqual([{ file: 'data.jsonl with media' }]);
    const plain = await call('/datasets/1/data.jsonl');
    expect(files.get('data.jsonl')).toEqual(Buffer.from(await plain.arrayBuffer()));
  });

  it('that changed are told by the next archive; one whose file is gone is made again, and only as it was', async () => {
    const first = await pack(1);
    const kept = media;
    const forget = (): Promise<void> => rm(join(dataDir, 'exports'), { recursive: true });
    try {
      const other = kept['dark.png'] ?? Buffer.alloc(0);
      media = { ...kept, 'sharp.png': other };
      const second = await pack(1, 'data.hf.tar');
      const files = await untar(await take(second.path));
      const hash = (bytes: Buffer | undefined): string =>
        createHash('sha256')
          .update(bytes ?? '')
          .digest('hex');
      expect(linesOf(files.get('changed.jsonl'))).toMatchObject([{ was: hash(kept['sharp.png']), is: hash(other) }]);
      expect(second.mediaTally).toMatchObject({ files: 6, changed: 1 });
      // Hugging Face’s own folder, with the media and their list beside.
      expect([...files.keys()][0]).toBe('README.md');
      await forget();
      expect(hash(await take(second.path))).toBe(second.sha256);
      const gone = await call(`${first.path}/file`);
      expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining('not what they were')]);
    } finally {
      media = kept;
    }
  });

  it('of fields that the version protects are not packed, nor asked for; with none left it is refused', async () => {
    await freeze(2, { protection: { photo: 'hash' } });
    const before = asked.length;
    const { path } = await pack(2, 'data.csv.gz');
    expect(asked.slice(before).some((name) => PICTURES.includes(name))).toBe(false);
    const files = await untar(await take(path));
    expect([...files.keys()].filter((name) => name.startsWith('media/images'))).toEqual([]);
    const { media: told } = JSON.parse(files.get('manifest.json')?.toString() ?? '') as { media: object };
    expect(told).toMatchObject({ files: 3, fields: ['call'], left: [{ field: 'photo' }] });
    for (const [number, body, words] of [
      [1, { file: 'data.csv', columns: ['id', 'label'] }, 'the column input was not chosen'],
      [1, { file: 'data.hf.tar.gz' }, 'archive itself'],
    ] as const) {
      const refused = await start(number, body);
      expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining(words)]);
    }
  });

  it('of a case that is erased are remembered by nothing', async () => {
    const { path } = await pack(1);
    const { rows } = await world.handrail.database.query<{ case_id: string }>(
      'select case_id from dataset_medium limit 1',
    );
    const caseId = rows[0]?.case_id;
    await world.admin.run('mutation ($input: EraseCaseInput!) { eraseCase(input: $input) { __typename } }', {
      input: { caseId, reason: 'asked for' },
    });
    expect((await call(`${path}/file`)).status).toBe(410);
    const left = await world.handrail.database.query('select 1 from dataset_medium where case_id = $1', [caseId]);
    expect(left.rows).toEqual([]);
  });
});

function untar(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const tar = extract();
  tar.on('entry', ({ name }, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
    stream.on('end', () => {
      files.set(name, Buffer.concat(chunks));
      next();
    });
  });
  return new Promise((resolve, reject) => {
    tar.on('finish', () => resolve(files)).on('error', reject);
    tar.end(bytes);
  });
}
