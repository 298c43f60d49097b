/**
 * Times the synthesis of a fleet against a bare CDK app of as many stacks with one empty REST API each. Every
 * measurement is a process of its own, so that nothing is warm and memory is its own peak.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Measured } from './synthesis/run';

const COUNTS = (process.argv[2] ?? '1,10,100,300').split(',').map(Number);

interface Result extends Measured {
  readonly seconds: number;
}

function measure(kind: 'gateways' | 'bare', count: number, validation: boolean): Result {
  const out = mkdtempSync(join(tmpdir(), 'bench-synthesis-'));
  const startedAt = performance.now();
  try {
    const printed = execFileSync(
      process.execPath,
      ['--import', 'tsx', join(__dirname, 'synthesis/run.ts'), kind, String(count), out],
      {
        encoding: 'utf8',
        env: { ...process.env, CDK_VALIDATION: String(validation) },
      },
    );
    return { ...(JSON.parse(printed) as Measured), seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    rmSync(out, { recursive: true });
  }
}

const table: string[][] = [
  [
    'validation',
    'resellers',
    'seconds',
    'bare app',
    'CPU seconds',
    'bare app',
    'ratio',
    'CPU ms per added',
    'bare app',
    'peak MB',
    'bare app',
  ],
];
for (const validation of [false, true]) {
  let first: { ours: Result; bare: Result } | undefined;
  for (const count of COUNTS) {
    const ours = measure('gateways', count, validation);
    const bare = measure('bare', count, validation);
    first ??= { ours, bare };
    const added = (of: Result, one: Result) =>
      count > 1 ? (((of.cpuSeconds - one.cpuSeconds) * 1000) / (count - 1)).toFixed(1) : '-';
    table.push([
      validation ? 'on' : 'off',
      String(count),
      ours.seconds.toFixed(2),
      bare.seconds.toFixed(2),
      ours.cpuSeconds.toFixed(2),
      bare.cpuSeconds.toFixed(2),
      (ours.cpuSeconds / bare.cpuSeconds).toFixed(2),
      added(ours, first.ours),
      added(bare, first.bare),
      ours.peakMegabytes.toFixed(0),
      bare.peakMegabytes.toFixed(0),
    ]);
    if (!validation && count === COUNTS[0]) {
      console.log(
        `A reseller's stack: ${ours.resources} resources, ${ours.bytes} bytes; bare: ${bare.resources}, ${bare.bytes}`,
      );
    }
  }
}
const full = measure('gateways', 0, false);
console.log(`The fullest of config/production (${full.stack}): ${full.resources} resources, ${full.bytes} bytes\n`);
const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
for (const row of table) console.log(row.map((cell, column) => cell.padStart(widths[column]!)).join('  '));
