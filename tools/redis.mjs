import { installPackage, onPath } from './system-program.mjs';

/**
 * Gives the path of a Redis server for the tests of `REDIS_URL`, undefined where there is none: they are skipped then. CI
 * installs it as root; on somebody's own machine a database server is not installed unasked.
 */
export function findRedis() {
  const find = () => onPath(['redis-server', 'valkey-server']);
  if (!find() && process.env.CI && process.getuid?.() === 0)
    installPackage('Redis', { 'apt-get': 'redis-server', dnf: 'redis', apk: 'redis' });
  return find();
}
