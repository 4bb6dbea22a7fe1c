import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestHandrail } from '../support/handrail.js';
import { until } from '../support/until.js';
import { decide, furnish, type World } from '../support/world.js';
import { tone, wav } from '../support/wav.js';

const GREY = { width: 640, height: 400, channels: 3, background: { r: 51, g: 51, b: 51 } } as const;
const RATE = 8000;
const PICTURES = ['dark.png', 'moved.png', 'sharp.png', 'blurred.webp', 'broken.jpg', 'page.png', 'gone.png'];
const RECORDINGS = ['half-silent.wav', 'clipped.wav', 'cut.wav'];

let world: World;
let server: Server;
let media: Readonly<Record<string, Buffer>>;
const asked: string[] = [];
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
  world = await furnish(await TestHandrail.start({ HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' }));
});
afterAll(async () => {
  server?.close();
  await world?.handrail.stop();
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
