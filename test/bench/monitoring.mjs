/**
 * What monitoring promises and what it costs, part by part; without a name all of them. Exits with 1 if a promise is
 * broken or a budget exceeded.
 */
const PARTS = ['quiet', 'quiet-drift', 'week', 'concept', 'sketches', 'memory', 'cost', 'reads'];

const wanted = process.argv.slice(2).filter((name) => name !== '--');
const unknown = wanted.filter((name) => !PARTS.includes(name));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; there are ${PARTS.join(', ')}.`);
let broken = 0;
for (const part of wanted.length > 0 ? wanted : PARTS) {
  const { run } = await import(`./monitoring/${part}.mjs`);
  const { title, rows } = await run();
  console.info(`\n${title}`);
  console.table(Object.fromEntries(rows.map(({ what, ...row }) => [what, row])));
  broken += rows.filter(({ holds }) => holds === false).length;
}
if (broken > 0) console.info(`${broken} of them do not hold.`);
process.exitCode = broken > 0 ? 1 : 0;
