// One fresh process: loads a bundle, makes its first request and one more, prints three times in milliseconds.
const { readFileSync } = require('node:fs');
const [bundle, events, pauseMs] = process.argv.slice(2);
const [first, second] = JSON.parse(readFileSync(events, 'utf8'));

void (async () => {
  const startedAt = performance.now();
  const { handler } = require(bundle);
  const loadedAt = performance.now();
  if (Number(pauseMs) > 0) await new Promise((passed) => setTimeout(passed, Number(pauseMs)));
  const calledAt = performance.now();
  const result = await handler(first);
  const answeredAt = performance.now();
  await handler(second);
  const times = [loadedAt - startedAt, answeredAt - calledAt, performance.now() - answeredAt];
  process.stdout.write(`\n${JSON.stringify({ times, reason: result?.context?.reason })}`);
  process.exit(0);
})();
