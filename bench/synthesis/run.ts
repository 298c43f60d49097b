/** One synthesis: `run.ts gateways|bare COUNT OUTDIR`; prints what it measured of itself. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { loadEnvironment } from '../../lib/config/load-environment';
import { resolveAndCheck } from '../../lib/config/resolve-and-check';
import { PLATFORM } from '../../lib/config/shapes/platform-shape';
import { RESELLER } from '../../lib/config/shapes/reseller-shape';
import { standaloneAppOptions } from '../../lib/gateway/app-options';
import { addEnvironment } from '../../lib/gateway/add-environment';

export interface Measured {
  readonly peakMegabytes: number;
  /** Processor time of the whole process; unlike the clock's, it is much the same on a busy machine. */
  readonly cpuSeconds: number;
  /** The stack whose template is measured: the last one. */
  readonly stack: string;
  readonly resources: number;
  readonly bytes: number;
}

const ROOT = join(__dirname, '../..');
const [, , kind, countText, out = ''] = process.argv;
const count = Number(countText);
const app = new App({ ...standaloneAppOptions(), outdir: join(out, 'cdk.out') });

if (kind === 'bare') addBare();
else addGateways();

const assembly = app.synth();
const templates = assembly.stacks.map(({ stackName, templateFile }) => {
  const template = JSON.parse(readFileSync(join(assembly.directory, templateFile), 'utf8')) as { Resources: object };
  return {
    stack: stackName,
    resources: Object.keys(template.Resources).length,
    bytes: JSON.stringify(template).length,
  };
});
// Production's fullest gateway where no count was asked for; the platform's stack is the first.
const gateways = templates.slice(1).toSorted((one, other) => one.resources - other.resources);
const last = (count === 0 ? gateways : templates).at(-1)!;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const measured: Measured = {
  peakMegabytes: maxRSS / 1024,
  cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
  ...last,
};
console.log(JSON.stringify(measured));

function addBare(): void {
  for (let index = 0; index < count; index++) {
    const stack = new Stack(app, `bare-${index}`);
    new RestApi(stack, 'Api', { cloudWatchRole: false }).root.addMethod('ANY');
  }
}

function addGateways(): void {
  // The contents of the functions make no difference to a synthesis, which hashes and copies them once.
  const code = join(out, 'code');
  mkdirSync(code);
  writeFileSync(join(code, 'index.js'), 'exports.handler = async () => {};\n');
  addEnvironment(app, count === 0 ? loadEnvironment(join(ROOT, 'config'), 'production') : fleet(), {
    authorizerCode: () => code,
    forwarderCode: () => code,
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
  const { config } = resolveAndCheck('bench', platform, new Map(resellers));
  if (!config) throw new Error('The fleet of the benchmark has problems');
  return config;
}
