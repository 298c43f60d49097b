// One fresh process: loads a bundle and makes the given requests, one after the other. Prints milliseconds: load, first
// request, second request, CPU time of a warm request, and CPU time of load and first request.
const { readFileSync } = require('node:fs');
const [bundle, eventsFile, pauseMs] = process.argv.slice(2);
const [first, second, ...others] = JSON.parse(readFileSync(eventsFile, 'utf8'));
const WARM_UP = Math.floor(others.length / 3);

void (async () => {
  const unused = process.cpuUsage();
  const startedAt = performance.now();
  const { handler } = require(bundle);
  const loadedAt = performance.now();
  if (Number(pauseMs) > 0) await new Promise((passed) => setTimeout(passed, Number(pauseMs)));
  const calledAt = performance.now();
  const result = await handler(first);
  const answeredAt = performance.now();
  const cold = process.cpuUsage(unused);
  await handler(second);
  const times = [loadedAt - startedAt, answeredAt - calledAt, performance.now() - answeredAt];
  for (const event of others.slice(0, WARM_UP)) await handler(event);
  const before = process.cpuUsage();
  for (const event of others.slice(WARM_UP)) await handler(event);
  const { user, system } = process.cpuUsage(before);
  times.push((user + system) / 1000 / (others.length - WARM_UP), (cold.user + cold.system) / 1000);
  process.stdout.write(`\n${JSON.stringify({ times, reason: result?.context?.reason })}`, () => process.exit(0));
})();
