import { fuzz } from './fuzz';

/** `npm run fuzz -- [events] [seed]`: by default a million events and the day as seed. */
async function main([
  events = '1000000',
  seed = String(Math.floor(Date.now() / 86_400_000)),
]: readonly string[]): Promise<void> {
  const startedAt = Date.now();
  const report = await fuzz(Number(events), Number(seed));
  const lines = Object.entries(report)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, times]) => `${String(times).padStart(9)}  ${reason}`);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  process.stdout.write(`${lines.join('\n')}\n${events} events of seed ${seed} in ${seconds} s, none failed\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
