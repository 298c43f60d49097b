/**
 * Median CPU time of one call of each function, in microseconds. The functions take turns, after as many calls as let
 * the compiler finish, so that a busy machine falls on all of them alike.
 */
export function microsecondsEach(
  calls: readonly (() => unknown)[],
  rounds: number,
  // The compiler needs them all; a run of few rounds shows that the benchmark works, and measures little.
  callsPerRound = Math.min(20_000, 2000 * rounds),
): readonly number[] {
  for (const call of calls) cpuOf(call, callsPerRound);
  const times: number[][] = calls.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, call] of calls.entries()) times[index]!.push(cpuOf(call, callsPerRound));
  }
  return times.map(median);
}

function cpuOf(call: () => unknown, calls: number): number {
  const before = process.cpuUsage();
  for (let made = 0; made < calls; made += 1) call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

/** CPU time of one awaited call, in microseconds. */
export async function cpuMicroseconds(
  call: () => Promise<unknown>,
  rounds: number,
  callsPerRound = 3000,
): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (let made = 0; made < callsPerRound; made += 1) await call();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / callsPerRound);
  }
  return median(times);
}

/** Median CPU time of one awaited call of each function, in microseconds. The functions take turns. */
export async function cpuMicrosecondsEach(
  calls: readonly (() => Promise<unknown>)[],
  rounds: number,
): Promise<readonly number[]> {
  const times: number[][] = calls.map(() => []);
  // The first round lets the compiler finish.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, call] of calls.entries()) {
      const took = await cpuMicroseconds(call, 1);
      if (round > 0) times[index]!.push(took);
    }
  }
  return times.map(median);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Prints rows as columns that line up. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}\n`);
}
