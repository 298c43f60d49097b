/** One synthesis: `run.ts gateways|bare COUNT OUTDIR`; prints what it measured of itself. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { resolveHierarchy } from '../../lib/config/hierarchy';
import { loadEnvironment } from '../../lib/config/load-environment';
import { PLATFORM } from '../../lib/config/platform-shape';
import { RESELLER } from '../../lib/config/reseller-shape';
import { APP_OPTIONS } from '../../lib/gateway/app-options';
import { addEnvironment } from '../../lib/gateway/add-environment';

export interface Measured {
  readonly peakMegabytes: number;
  /** Processor time of the whole process; unlike the clock's, it is much the same on a busy machine. */
  readonly cpuSeconds: number;
  /** Of the last stack's template. */
  readonly resources: number;
  readonly bytes: number;
}

const ROOT = join(__dirname, '../..');
const [, , kind, countText, out = ''] = process.argv;
const count = Number(countText);
const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
const app = new App({ ...APP_OPTIONS, context: { ...context, ...APP_OPTIONS.context }, outdir: join(out, 'cdk.out') });

if (kind === 'bare') addBare();
else addGateways();

const assembly = app.synth();
// Production's fullest stack where no count was asked for.
const last = count === 0 ? assembly.getStackByName('aps-gateway-production-contoso') : assembly.stacks.at(-1)!;
const text = readFileSync(join(assembly.directory, last.templateFile), 'utf8');
const template = JSON.parse(text) as { Resources: object };
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const measured: Measured = {
  peakMegabytes: maxRSS / 1024,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  resources: Object.keys(template.Resources).length,
  bytes: JSON.stringify(template).length,
};
console.log(JSON.stringify(measured));

function addBare(): void {
  for (let index = 0; index < count; index++) {
    const stack = new Stack(app, `bare-${index}`);
    new RestApi(stack, 'Api', { cloudWatchRole: false }).root.addMethod('ANY');
  }
}

function addGateways(): void {
  // What is in the functions makes no difference to a synthesis, which hashes and copies them once.
  const code = join(out, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => {};\n');
  addEnvironment(app, count === 0 ? loadEnvironment(join(ROOT, 'config'), 'production') : fleet(), {
    authorizerCode: code,
    forwarderCode: code,
  });
}

function fleet() {
  const platform = PLATFORM.parse({
    displayName: 'Bench',
    uiNodes: { brandEndpoint: 'https://brand.example.com' },
    tiers: { standard: { quota: { limit: 1000, period: 'day' }, throttle: { rateLimit: 10, burstLimit: 20 } } },
  });
  const resellers = Array.from(
    { length: count },
    (_, index) => [`r${index}`, RESELLER.parse({ displayName: `R ${index}` })] as const,
  );
  const { config } = resolveHierarchy('bench', platform, new Map(resellers));
  if (!config) throw new Error('The fleet of the benchmark has problems');
  return config;
}
