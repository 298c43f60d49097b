import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { AUTHORIZER_BUNDLE } from '../../lib/gateway/authorizer/authorizer-code';
import { startEndpoints } from './endpoints';
import { benchEvent } from './fixtures';
import { median, printTable } from './measure';

const ROOT = join(__dirname, '../..');
const REFERENCES = join(__dirname, 'references');
const run = promisify(execFile);

/** Puts the adapters over the SDK's clients in place of the function's own. */
const SDK_ADAPTERS: Plugin = {
  name: 'sdk-adapters',
  setup(building) {
    building.onResolve({ filter: /^\.\/adapters\/(dynamodb-nonces|secrets-manager-credentials)$/ }, ({ path }) => ({
      path: join(REFERENCES, `${path.slice('./adapters/'.length)}.ts`),
    }));
  },
};

/** A program to measure: the function, built with other options, or a file as it is. */
interface Variant {
  readonly name: string;
  readonly options?: BuildOptions;
  readonly file?: string;
  /** Between load and first request: Lambda fetches the first event only after the load. */
  readonly pauseMs?: number;
}

const VARIANTS: readonly Variant[] = [
  { name: 'empty handler', options: { stdin: { contents: 'exports.handler = async () => ({});' }, entryPoints: [] } },
  { name: 'floor: two signed POSTs', file: join(REFERENCES, 'floor.cjs') },
  { name: 'the function', options: {} },
  { name: '… minified', options: { minify: true } },
  { name: '… first request 50 ms after load', options: {}, pauseMs: 50 },
  {
    name: '… over SDK clients, bundled',
    options: {
      plugins: [SDK_ADAPTERS],
      minify: true,
      // import() becomes require(): the SDK loads node:http so, for http:// endpoints only.
      supported: { 'dynamic-import': false },
      alias: { '@aws-sdk/credential-provider-node': join(REFERENCES, 'no-default-credentials.ts') },
    },
  },
  { name: '… over SDK clients, external', options: { plugins: [SDK_ADAPTERS], external: ['@aws-sdk/*', '@smithy/*'] } },
];

/** Medians of one variant, in milliseconds. */
interface Measured {
  readonly name: string;
  readonly kilobytes: number;
  readonly load: number;
  readonly first: number;
  readonly sum: number;
  readonly second: number;
  readonly warmCpu: number;
  readonly coldCpu: number;
}

/**
 * Times load and first request in fresh processes, and the CPU time of a warm request, against TLS endpoints in this
 * process.
 *
 * @param warmRequests in each process, after the first two
 */
export async function benchColdStart(rounds: number, warmRequests: number): Promise<void> {
  // Inside the package, so that an external SDK is found.
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist', 'bench-'));
  const endpoints = await startEndpoints();
  const env = {
    PATH: process.env.PATH,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'function',
    AWS_SECRET_ACCESS_KEY: 'role',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.urls[0],
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.urls[1],
    NODE_EXTRA_CA_CERTS: endpoints.caFile,
    APS_GATEWAY_CREDENTIALS_PREFIX: 'aps-gateway/lab/acme/',
    APS_GATEWAY_NONCE_TABLE: 'nonces',
    APS_GATEWAY_SECRETS_MANAGER_HOST: 'secretsmanager.invalid',
    APS_GATEWAY_DYNAMODB_HOST: 'dynamodb.invalid',
  };
  try {
    const programs = await Promise.all(
      VARIANTS.map(async (variant, index) => ({
        variant,
        file: await prepare(variant, join(folder, `${index}.js`)),
        times: [] as number[][],
      })),
    );
    const events = join(folder, 'events.json');
    // In turns, so that a busy moment of the machine does not fall on one of them.
    for (let round = 0; round < rounds; round += 1) {
      for (const { variant, file, times } of programs) {
        writeFileSync(events, JSON.stringify(Array.from({ length: 2 + warmRequests }, benchEvent)));
        const child = join(__dirname, 'cold-start-child.cjs');
        const { stdout } = await run(process.execPath, [child, file, events, String(variant.pauseMs ?? 0)], {
          env,
          maxBuffer: 64 * 1024 * 1024,
        });
        times.push((JSON.parse(stdout.split('\n').at(-1)!) as { times: number[] }).times);
      }
    }
    report(
      rounds,
      programs.map(({ variant, file, times }) => summarize(variant.name, file, times)),
    );
  } finally {
    endpoints.stop();
    rmSync(folder, { recursive: true });
  }
}

async function prepare({ options, file }: Variant, outfile: string): Promise<string> {
  if (file) return file;
  await build({ ...AUTHORIZER_BUNDLE, ...options, outfile, write: true });
  return outfile;
}

function summarize(name: string, file: string, times: readonly number[][]): Measured {
  const of = (pick: (time: readonly number[]) => number) => median(times.map(pick));
  return {
    name,
    kilobytes: statSync(file).size / 1024,
    load: of(([load]) => load!),
    first: of(([, first]) => first!),
    sum: of(([load, first]) => load! + first!),
    second: of(([, , second]) => second!),
    warmCpu: of(([, , , warm]) => warm!),
    coldCpu: of(([, , , , cold]) => cold!),
  };
}

function report(rounds: number, measured: readonly Measured[]): void {
  const named = (name: string) => measured.find((one) => one.name === name)!;
  printTable(`Cold start, fresh process, ${process.version}, medians of ${rounds}`, [
    ['', 'KB', 'load', 'first request', 'sum', 'CPU of both', 'second request', 'CPU of a warm one'],
    ...measured.map(({ name, kilobytes, load, first, sum, coldCpu, second, warmCpu }) => [
      name,
      kilobytes.toFixed(0),
      ms(load),
      ms(first),
      ms(sum),
      ms(coldCpu),
      ms(second),
      `${warmCpu.toFixed(2)} ms`,
    ]),
  ]);
  const ours = named('the function');
  const floor = named('floor: two signed POSTs');
  const sdk = named('… over SDK clients, bundled');
  printTable('The function and its references', [
    ratioRow('cold sum / SDK bundled', ours.sum / sdk.sum, 0.5),
    ratioRow('cold sum / floor', ours.sum / floor.sum, 1.4),
    ratioRow('cold CPU / SDK bundled', ours.coldCpu / sdk.coldCpu, 0.5),
    ratioRow('cold CPU / floor', ours.coldCpu / floor.coldCpu, 1.4),
    ratioRow('CPU of a warm request / one bare signed POST', ours.warmCpu / floor.warmCpu, 1.5),
  ]);
}

function ms(time: number): string {
  return `${time.toFixed(1)} ms`;
}

function ratioRow(name: string, ratio: number, aim: number): readonly string[] {
  return [name, `${ratio.toFixed(2)} x`, `aim: at most ${aim}`];
}
