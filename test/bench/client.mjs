import { Agent, request } from 'node:http';

/** Sends cases over kept connections; `decide` gives what one took, in milliseconds, and throws for any answer but 200. */
export function caller(url, key, sockets) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const decide = (given) => {
    const body = JSON.stringify(given);
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const call = request(`${url}/v1/projects/bench/decisions`, { method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve(performance.now() - started)
            : reject(new Error(`status ${answer.statusCode}`)),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
  };
  return { decide, close: () => agent.destroy() };
}

/** As fast as `clients` go who each wait for their answer: how many a second. */
export async function rateOf(count, clients, once) {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) await once((next += 1));
    }),
  );
  return count / ((performance.now() - started) / 1000);
}

/** At a steady pace, whatever the answers take: what each took, in milliseconds. */
export async function paced(count, everyMs, once) {
  const begun = [];
  for (let index = 0; index < count; index += 1) {
    begun.push(once(index));
    await new Promise((wake) => setTimeout(wake, everyMs));
  }
  return Promise.all(begun);
}

/** The value at a share of the way through, of numbers in any order. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** The 95 % interval of a median, by the ranks that a fair coin would give: of no assumption about the values. */
export function medianInterval(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const off = Math.ceil((1.96 * Math.sqrt(n)) / 2);
  const [low, high] = [Math.max(0, Math.floor(n / 2) - off), Math.min(n - 1, Math.ceil(n / 2) - 1 + off)];
  return { median: quantile(sorted, 0.5), lower: sorted[low], upper: sorted[high] };
}

/** Processor time a call, µs: that others run meanwhile does not count. The median of many rounds. */
export function processorMicros(work, { calls = 5000, rounds = 200 } = {}) {
  const times = [];
  for (let round = -20; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (let index = 0; index < calls; index += 1) work(index);
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) times.push((user + system) / calls);
  }
  return quantile(times, 0.5);
}
