import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines, peerDependencies } from '../../package.json';
import { PACKAGE_NAME } from '../../lib/package-root';
import { pack } from '../package/pack';
import { succeed } from '../package/steps';

const ROOT = join(__dirname, '../..');

/** The packages that an app brings along, by name. */
type Peers = Readonly<Record<keyof typeof peerDependencies, string>>;

const NEWEST: Peers = peerDependencies;
const OLDEST: Peers = {
  'aws-cdk-lib': peerDependencies['aws-cdk-lib'].replace('^', ''),
  constructs: peerDependencies.constructs.replace('^', ''),
};

/** Ends of the supported versions, with the versions of Node.js on which each is tried. */
const ENDS: readonly (readonly [name: string, peers: Peers, nodes: readonly string[]])[] = [
  ['oldest', OLDEST, [engines.node.replace('>=', ''), '24']],
  ['newest', NEWEST, ['22', '24']],
];

const APP = `
const { App, Stack } = require('aws-cdk-lib');
const { ResellerGateway } = require('${PACKAGE_NAME}');
const app = new App();
new ResellerGateway(new Stack(app, 'Shop'), 'Acme', {
  resellerId: 'acme',
  uiNodes: { brandEndpoint: 'https://brand.provider.example' },
  tiers: { standard: { quota: { limit: 10_000, period: 'month' }, throttle: { rateLimit: 10, burstLimit: 20 } } },
  alarms: {},
});
app.synth();
`;

/** `npm run test:peers`: synthesizes the construct with the oldest and the newest CDK that the package supports. */
function main(): void {
  const folder = mkdtempSync(join(ROOT, '.package-'));
  try {
    const { file } = pack(ROOT, folder);
    for (const [name, peers, nodes] of ENDS) check(name, peers, { tarball: file, nodes });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function check(
  name: string,
  peers: Peers,
  { tarball, nodes }: { readonly tarball: string; readonly nodes: readonly string[] },
): void {
  const app = mkdtempSync(join(tmpdir(), 'aps-gateway-peers-'));
  try {
    succeed(app, 'npm', 'init', '-y');
    const wanted = Object.entries(peers).map(([one, range]) => `${one}@${range}`);
    succeed(app, 'npm', 'install', '--no-audit', '--no-fund', tarball, ...wanted);
    const installed = Object.keys(peers).map((one) => `${one} ${versionOf(app, one)}`);
    writeFileSync(join(app, 'app.js'), APP);
    const templates = nodes.map((node) => synthesize(app, node));
    for (const { template } of templates) assert.equal(template, templates[0]?.template);
    console.log(`${name}: ${installed.join(', ')} on Node.js ${templates.map(({ version }) => version).join(', ')}`);
  } finally {
    rmSync(app, { recursive: true, force: true });
  }
}

/** Runs the app on a version of Node.js, and returns its template. */
function synthesize(app: string, node: string) {
  const on = ['npx', '--yes', '--package', `node@${node}`, 'node'] as const;
  const version = succeed(app, ...on, '-p', 'process.versions.node').trim();
  assert.ok(`${version}.`.startsWith(`${node}.`), `npx ran Node.js ${version}, expected ${node}`);
  const outdir = `out-${node}`;
  succeed(app, 'env', `CDK_OUTDIR=${outdir}`, ...on, 'app.js');
  const template = readFileSync(join(app, outdir, 'Shop.template.json'), 'utf8');
  assert.match(template, /"AWS::ApiGateway::RestApi"/);
  return { version, template };
}

function versionOf(app: string, name: string): string {
  return JSON.parse(readFileSync(join(app, 'node_modules', name, 'package.json'), 'utf8')).version;
}

main();
