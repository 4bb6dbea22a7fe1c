import { readFileSync } from 'node:fs';
import { caller, medianInterval, paced, quantile } from './client.mjs';

const PAIRS = Number(process.env.BENCH_PAIRS ?? 16);
const REQUESTS = 200;
const WARM_UP = 40;
const EVERY_MS = 15;
const TICKS_A_SECOND = 100;

/**
 * What a shadow challenger costs the caller: blocks with and without it by turns, in either order, so that what else the
 * machine does falls on both; the ratio of the two p95 of each pair, and the median of those with its interval.
 */
export async function shadowCost({ run, key, url, projectId, shadow, pid }) {
  const client = caller(url, key, 32);
  const set = (mutation) =>
    run(
      `mutation ($input: ShadowInput!) { ${mutation}(input: $input) { __typename ... on RolloutRefused { message } } }`,
      { input: { projectId, machine: shadow, reason: 'bench' } },
    );
  let count = 0;
  const decide = () =>
    client.decide({ input: { text: `Free entry in a weekly competition, call ${(count += 1)} now to win` } });
  const block = async (mutation) => {
    await set(mutation);
    await paced(WARM_UP, EVERY_MS, decide);
    const before = processorMs(pid);
    const times = await paced(REQUESTS, EVERY_MS, decide);
    return { times, processor: (processorMs(pid) - before) / REQUESTS };
  };
  await set('endShadow');
  await paced(200, EVERY_MS, decide);
  const pairs = [];
  for (let index = 0; index < PAIRS; index += 1) {
    const blocks = {};
    for (const side of index % 2 === 0 ? ['off', 'on'] : ['on', 'off'])
      blocks[side] = await block(side === 'on' ? 'startShadow' : 'endShadow');
    pairs.push(blocks);
  }
  client.close();
  console.table(['off', 'on'].map((side) => rowOf(side, pairs)));
  for (const share of [0.5, 0.95]) {
    const ratios = pairs.map(({ off, on }) => quantile(on.times, share) / quantile(off.times, share));
    const { median, lower, upper } = medianInterval(ratios);
    const percent = (ratio) => `${(100 * (ratio - 1)).toFixed(1)} %`;
    console.info(
      `p${100 * share} with a shadow challenger: ${percent(median)} over the baseline beside it (median of ${PAIRS} pairs, 95 % interval ${percent(lower)} to ${percent(upper)})${share === 0.95 ? '; budget ≤ 5 %' : ''}.`,
    );
  }
}

function rowOf(side, pairs) {
  const times = pairs.flatMap((pair) => pair[side].times);
  const inMs = (share) => Number(quantile(times, share).toFixed(2));
  return {
    shadow: side === 'off' ? 'off (baseline)' : side,
    requests: times.length,
    'p50 ms': inMs(0.5),
    'p95 ms': inMs(0.95),
    'p99 ms': inMs(0.99),
    'processor ms a request': Number(
      quantile(
        pairs.map((pair) => pair[side].processor),
        0.5,
      ).toFixed(2),
    ),
  };
}

/** Of a process with all its threads, since it began. */
function processorMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
}
