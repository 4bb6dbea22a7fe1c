import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { isRoomGone } from './room-left.js';

it('a folder that is not there says nothing of its disk', () => {
  expect(isRoomGone('/there/is/no/such/folder')).toBe(false);
  expect(isRoomGone(undefined)).toBe(false);
});

// Its file system has no room for anything, always.
it.runIf(process.platform === 'linux')('tells a disk without room from one with', () => {
  expect([isRoomGone('/proc'), isRoomGone(tmpdir())]).toEqual([true, false]);
});
