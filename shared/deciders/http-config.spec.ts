import { expect, it } from 'vitest';
import { httpConfigSchema } from './index.js';

const refused = (baseUrl: string): readonly string[] => {
  const read = httpConfigSchema.safeParse({ protocol: 'oip_v2', baseUrl, model: 'm' });
  return read.success
    ? []
    : read.error.issues.filter(({ path }) => path.join('.') === 'baseUrl').map(({ message }) => message);
};

it.each(['http://[fe80::1%25lo]:8000', 'http://[::1', 'http://999.1.1.1', 'http://x:99999', 'http://%zz'])(
  'an address that only looks like one, such as %s, is refused where it is typed',
  (address) => expect(refused(address)).toEqual(['an address that can be called']),
);

it.each(['http://[::1]:8000', 'https://models.example/v2', 'http://127.0.0.1:1'])('%s is one', (address) =>
  expect(refused(address)).toEqual([]),
);
