import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import pg from 'pg';
import { caller, medianInterval, quantile, rateOf } from '../client.mjs';
import { withServer } from '../server.mjs';
import { trainedProject } from '../trained-project.mjs';

const PAIRS = Number(process.env.BENCH_PAIRS ?? 12);
/** Some eight seconds: what is done every two and every five seconds comes once at the beginning of a block, and then at its pace. */
const REQUESTS = Number(process.env.BENCH_REQUESTS ?? 16_000);
/** So many that references are frozen, which is done once for a version, by a job every minute. */
const WARM_UP = 1500;
const FREEZES_WITHIN_MS = 75_000;
const CLIENTS = 16;
const MOST = 0.05;
const TICKS_A_SECOND = 100;

/**
 * What keeping metrics costs of the throughput of decisions: two servers, one that keeps them and one that does not, each on
 * a database of its own and with a machine that was trained on real mails and decides, in blocks by turns, in either order; the one whose turn it is not is stopped, so that it does not
 * work meanwhile. The ratio of each pair, and the median of those with its interval.
 */
export async function run() {
  const pairs = [];
  await withServer((on) => withServer((off) => measure({ on, off }, pairs), { HANDRAIL_METRICS: 'off' }), {
    HANDRAIL_METRICS: 'on',
  });
  const ratios = (of) => medianInterval(pairs.map(({ on, off }) => of({ on, off })));
  const slower = ratios(({ on, off }) => 1 - on.rate / off.rate);
  const dearer = ratios(({ on, off }) => on.processor / off.processor - 1);
  const rate = (side) =>
    quantile(
      pairs.map((pair) => pair[side].rate),
      0.5,
    ).toFixed(0);
  const percent = (share) => `${(100 * share).toFixed(1)} %`;
  const row = (what, { median, lower, upper }, more) => ({
    what,
    measured: percent(median),
    'interval of 95 %': `${percent(lower)} to ${percent(upper)}`,
    ...more,
  });
  return {
    title: `Cost of keeping metrics: ${PAIRS} pairs of blocks of ${REQUESTS} decisions from ${CLIENTS} clients; ${rate('off')} a second without, ${rate('on')} with; load of the machine ${loadavg()[0].toFixed(1)}.`,
    rows: [
      row('less throughput', slower, { budget: `≤ ${percent(MOST)}`, holds: slower.median <= MOST }),
      row('more processor time of the server a decision', dearer, { budget: '' }),
    ],
  };
}

async function measure(servers, pairs) {
  const sides = {};
  for (const [side, { url, pid, databaseUrl }] of Object.entries(servers)) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    const { key } = await trainedProject(url, pool);
    await pool.end();
    sides[side] = { client: caller(url, key, CLIENTS), pid };
  }
  let count = 0;
  const decide = (client) => () =>
    client.decide({
      segment: ['mail', 'chat', 'letter'][count % 3],
      input: { text: `Free entry in a weekly competition, call ${(count += 1)} now to win` },
    });
  for (const { client } of Object.values(sides)) await rateOf(WARM_UP, CLIENTS, decide(client));
  await new Promise((wake) => setTimeout(wake, FREEZES_WITHIN_MS));
  for (const { pid } of Object.values(sides)) process.kill(pid, 'SIGSTOP');
  for (let index = 0; index < PAIRS; index += 1) {
    const blocks = {};
    for (const side of index % 2 === 0 ? ['off', 'on'] : ['on', 'off']) {
      const { client, pid } = sides[side];
      process.kill(pid, 'SIGCONT');
      const before = processorMs(pid);
      const rate = await rateOf(REQUESTS, CLIENTS, decide(client));
      blocks[side] = { rate, processor: (processorMs(pid) - before) / REQUESTS };
      process.kill(pid, 'SIGSTOP');
    }
    pairs.push(blocks);
  }
  for (const { client, pid } of Object.values(sides)) {
    process.kill(pid, 'SIGCONT');
    client.close();
  }
}

/** Of a process with all its threads, since it began. */
function processorMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
}
