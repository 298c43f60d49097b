/** Median time of one call, in microseconds, over rounds of many calls each. */
export function microseconds(call: () => unknown, rounds: number, callsPerRound = 20_000): number {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = process.hrtime.bigint();
    for (let made = 0; made < callsPerRound; made += 1) call();
    times.push(Number(process.hrtime.bigint() - startedAt) / callsPerRound / 1000);
  }
  return median(times);
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
