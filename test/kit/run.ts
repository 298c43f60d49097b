/**
 * `npm run test:kit -- [--strict]`: kits of the gateways of `npm start`, used there: each sample whose language the machine
 * has, and each collection whose program has a command line.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type LocalGateway, startLocalGateway } from '../../lib/local';
import { Cli } from '../cli/support/cli';
import { preparePython } from '../support/python';
import { COLLECTION_RUNS, type Place, type Run, SAMPLE_RUNS } from './runs';

/** The run ends at the latest after this time, whatever hangs. */
const LIMIT_MS = 240_000;
const CONFIG = join(__dirname, '../../config');
const run = promisify(execFile);

/** Requests of each sample: arguments, and a text of the right answer. */
const REQUESTS: readonly (readonly [args: readonly string[], answer: string])[] = [
  [['GET', '/aps/2/resources?eq(fullName,Max%20M%C3%BCller)&sort(name)'], 'Max (trial)'],
  [['GET', '/aps/2/resources?like(name,*bakery*)&limit(0,3)'], 'Alpine Bakery'],
  [['POST', '/aps/2/services/order-manager/orders', '{"type":"SALES","note":"Köln"}'], 'orderId'],
];

async function main(local: LocalGateway, folder: string): Promise<number> {
  const gateway = local.gateways.find(({ resellerId }) => resellerId === 'beta');
  if (!gateway) throw new Error('the sample environment serves no gateway of beta');
  const kit = join(folder, 'kit');
  const cli = new Cli();
  const line = ['kit', 'beta', gateway.consumerKey, '--out', kit, '--config', CONFIG];
  const made = await cli.run(local.awsEndpointUrl, line);
  cli.remove();
  if (made.code !== 0) throw new Error(made.stderr);
  const python = preparePython(join(__dirname, '../clients/requirements.txt'), 'clients');
  const place: Place = {
    kit,
    folder,
    caFile: local.caFile,
    consumerSecret: gateway.consumerSecret,
    python: typeof python === 'string' ? python : 'python3',
  };
  const secretIn = readdirSync(kit, { recursive: true, withFileTypes: true }).filter(
    (file) => file.isFile() && readFileSync(join(file.parentPath, file.name), 'utf8').includes(gateway.consumerSecret),
  );
  let failures = report('no file has the secret', secretIn.length === 0, secretIn.map(({ name }) => name).join(', '));
  for (const each of [...SAMPLE_RUNS, ...COLLECTION_RUNS]) failures += await tryOut(each, place);
  return failures;
}

/** Returns the number of failures; a program that is missing counts with `--strict`. */
async function tryOut({ name, needs, prepare, command, env }: Run, place: Place): Promise<number> {
  const missing = needs.find((program) => spawnSync('which', [program]).status !== 0);
  if (missing !== undefined) {
    console.log(`skipped ${name}, because ${missing} is not installed`);
    return process.argv.includes('--strict') ? 1 : 0;
  }
  const options = {
    cwd: place.kit,
    timeout: 120_000,
    env: { ...process.env, CONSUMER_SECRET: place.consumerSecret, ...env(place) },
  };
  try {
    for (const [program, ...args] of prepare?.(place) ?? []) await run(program!, args, options);
    const [program, ...args] = command(place);
    const requests = SAMPLE_RUNS.some((sample) => sample.name === name) ? REQUESTS : ([[[], '']] as const);
    for (const [more, expected] of requests) {
      const { stdout } = await run(program!, [...args, ...more], options);
      if (!stdout.includes(expected)) return report(`${name} ${more.join(' ')}`, false, stdout);
    }
    return report(name, true, '');
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    return report(name, false, `${String(error)}\n${stdout}${stderr}`);
  }
}

function report(what: string, passed: boolean, got: string): number {
  console.log(`${passed ? 'ok     ' : 'failed '} ${what}${passed ? '' : `\n        got ${got}`}`);
  return passed ? 0 : 1;
}

async function start(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-kit-'));
  const local = await startLocalGateway();
  return main(local, folder).finally(async () => {
    await local.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

setTimeout(() => {
  console.error(`no end after ${LIMIT_MS / 1000} seconds`);
  process.exit(1);
}, LIMIT_MS).unref();
void start()
  .catch((error: unknown) => {
    console.error(error);
    return 1;
  })
  .then((failures) => process.exit(failures === 0 ? 0 : 1));
