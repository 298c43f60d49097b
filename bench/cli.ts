import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signRequest } from '../lambda/authorizer/oauth1/sign-request';
import { buildCli } from '../lib/cli/build';
import { Bundler } from '../lib/package/bundler';
import { type GatewayDescriptor, descriptorParameterName } from '../lib/descriptor';
import { ApiGatewayState } from '../lib/local/aws/api-gateway/state';
import { type InterceptedStandIns, startInterceptedStandIns } from '../test/support/aws/intercepted-calls';
import type { Consumer } from '../lib/onboarding/consumer';
import { encodeDescription, encodeDocument } from '../lib/onboarding/documents/record-codec';

const ROOT = join(__dirname, '..');
const ROUNDS = 11;
const URL = 'https://alpha.gateway.example/aps/2/resources?like(name,*a*),limit(0,10)&sort(-name)';
const GATEWAY: GatewayDescriptor = {
  version: 1,
  environment: 'lab',
  resellerId: 'alpha',
  serves: ['alpha'],
  url: 'https://alpha.gateway.example',
  restApiId: 'api1',
  stage: 'aps',
  usagePlans: { standard: 'plan1' },
  authorizerFunction: '',
  nonceTable: '',
  accessLogGroup: '',
};

/** Prints what the CLI's commands cost in wall time, as ratios to a bare `node -e 0` of the same run. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aps-gateway-bench-'));
  const program = buildCli(new Bundler(ROOT), join(ROOT, 'dist'));
  const aws = await startAccount();
  try {
    const run = (...commandLine: string[]) => seconds([program, ...commandLine], aws.url);
    const [bare, help] = await medians([() => seconds(['-e', '0'], aws.url), () => run('--help')]);
    report('node -e 0', bare!, bare!);
    report('--help', help!, bare!);

    let round = 0;
    const [onboard] = await medians([
      () => run(...`consumer onboard alpha --key k${(round += 1)} --tier standard --secret-stdin`.split(' ')),
    ]);
    const before = aws.calls.length;
    await run(...'consumer onboard alpha --key last --tier standard --secret-stdin'.split(' '));
    report(`consumer onboard (${aws.calls.length - before} AWS calls)`, onboard!, bare!);

    for (let index = 0; index < 1000; index += 1) seed(aws, `listed-${index}`);
    const [list] = await medians([() => run('consumer', 'list', 'alpha')]);
    report('consumer list of 1000', list!, bare!);

    const faulty = { one: unsignedQuery(), two: unsignedQuery('Secret\n'), none: unsignedQuery('another') };
    const [one, two, none] = await medians(
      Object.values(faulty).map(
        (authorization) => () => run('diagnose', '--authorization', authorization, '--url', URL, '--secret-stdin'),
      ),
    );
    report('diagnose: one fault', one!, bare!);
    report('diagnose: two faults', two!, bare!);
    report('diagnose: no fault explains it', none!, bare!);

    const keys = Array.from({ length: 100 }, (_, index) => `imported-${index}`);
    const [records, secrets] = [join(folder, 'records.csv'), join(folder, 'secrets.csv')];
    writeFileSync(records, `consumerKey,tier\n${keys.map((key) => `${key},standard`).join('\n')}\n`);
    writeFileSync(secrets, `consumerKey,secret\n${keys.map((key) => `${key},Secret`).join('\n')}\n`);
    report('consumer import of 100', await run('consumer', 'import', 'alpha', records, '--secrets', secrets), bare!);
  } finally {
    await aws.close();
    rmSync(folder, { recursive: true });
  }
}

/** The header of a client that does not sign the query. */
function unsignedQuery(consumerSecret = 'Secret'): string {
  const url = URL.replace(/\?.*/, '');
  return signRequest({ method: 'GET', url, consumerKey: 'crm', consumerSecret, timestamp: 1_795_633_149, nonce: 'n' })
    .authorization;
}

/** An account with one gateway. */
async function startAccount(): Promise<InterceptedStandIns> {
  const state = new ApiGatewayState();
  state.usagePlans.set('plan1', { id: 'plan1', name: 'standard', stages: ['api1:aps'] });
  const aws = await startInterceptedStandIns({ state });
  aws.parameters.put(descriptorParameterName('lab', 'alpha'), JSON.stringify(GATEWAY));
  return aws;
}

function seed(aws: InterceptedStandIns, consumerKey: string): void {
  const consumer: Consumer = {
    version: 1,
    consumerKey,
    reseller: 'alpha',
    tier: 'standard',
    status: 'active',
    secrets: [{ value: 'Secret' }],
    apiKey: { id: 'abcdefghij', value: 'value-of-a-seeded-api-key' },
    about: { displayName: `Consumer ${consumerKey}` },
  };
  aws.secrets.call('CreateSecret', {
    Name: `aps-gateway/lab/alpha/${consumerKey}`,
    SecretString: encodeDocument(consumer),
    Description: encodeDescription(consumer),
  });
}

/** Medians of several things, measured in turns so that a busy moment meets all of them. */
async function medians(measured: readonly (() => Promise<number>)[]): Promise<number[]> {
  const all: number[][] = measured.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, measure] of measured.entries()) all[index]?.push(await measure());
  }
  return all.map((times) => times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0);
}

function seconds(commandLine: readonly string[], endpoint: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const env = { HOME: tmpdir(), AWS_ENDPOINT_URL: endpoint };
    const child = spawn(process.execPath, [...commandLine], { env, stdio: ['pipe', 'ignore', 'inherit'] });
    child.stdin.on('error', () => {});
    child.stdin.end('Secret');
    child.once('close', (code) => {
      // A diagnosis that finds a fault, or none, is not a failure here.
      if (code === 0 || commandLine.includes('diagnose')) resolve((performance.now() - started) / 1000);
      else reject(new Error(`${commandLine.join(' ')} ended with exit code ${code}`));
    });
  });
}

function report(what: string, time: number, bare: number): void {
  console.log(
    `${what.padEnd(34)} ${(time * 1000).toFixed(0).padStart(6)} ms  ${(time / bare).toFixed(2).padStart(6)} x`,
  );
}

void main();
