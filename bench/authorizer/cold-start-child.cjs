// One fresh process: loads a bundle, makes its first request and one more, prints three times in milliseconds.
const { readFileSync } = require('node:fs');
const [bundle, events] = process.argv.slice(2);
const [first, second] = JSON.parse(readFileSync(events, 'utf8'));

(async () => {
  const startedAt = performance.now();
  const { handler } = require(bundle);
  const loadedAt = performance.now();
  const result = await handler(first);
  const answeredAt = performance.now();
  await handler(second);
  const times = [loadedAt - startedAt, answeredAt - loadedAt, performance.now() - answeredAt];
  process.stdout.write(`\n${JSON.stringify({ times, reason: result?.context?.reason })}`);
  process.exit(0);
})();
