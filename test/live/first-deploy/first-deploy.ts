import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import input from '@inquirer/input';
import { loadEnvironment } from '../../../lib/config/load-environment';
import { AwsAccount } from '../../../lib/preflight/adapters/aws-account';
import type { Check } from '../../../lib/preflight/check';
import { preflight } from '../../../lib/preflight/preflight';
import { requirementsOf } from '../../../lib/preflight/requirements';
import packageJson from '../../../package.json';
import { AwsLab } from './aws-lab';
import { cleanUp, scratchStacks } from './clean-up';
import { type Clients, connectClients } from './clients';
import { Interruption } from './interruption';
import { beginJournal, endJournal, readJournal } from './journal';
import type { Lab } from './lab';
import type { FirstDeployOptions } from './options';
import type { Finding } from './question';
import { type FirstDeployReport, toMarkdown } from './report';
import { CONFIG_ROOT, ENVIRONMENT, WORK, writeScratch } from './scratch';
import { walk } from './walk';

const REPORT = join(WORK, 'report.md');
const NOTICE = `This deploys scratch stacks named aps-gateway-${ENVIRONMENT}-*, sends about fifty requests, and removes everything again.
It takes about half an hour. It costs cents: no resource of it is paid by the hour.`;
const INTERNAL_NOTICE = `This deploys scratch stacks named aps-gateway-${ENVIRONMENT}-*, one of them with a VPC, sends about sixty requests, and
removes everything again.
It takes one to two hours. It costs cents: AWS bills each of its three VPC endpoints about a cent an hour.`;

/** Asks every question in an account; returns the exit code. */
export async function firstDeploy(options: FirstDeployOptions): Promise<number> {
  const clients = await connectClients(options.region);
  const interruption = new Interruption();
  try {
    const left = await finishEarlierRun(clients, options.cleanUpOnly);
    if (options.cleanUpOnly || left.length > 0) return left.length > 0 ? 1 : 0;
    const checks = await checkAccount(clients, options);
    if (!(await confirmed(options, clients))) return 130;
    beginJournal({ account: clients.account, region: clients.region, startedAt: new Date().toISOString() });
    return await run(clients, options, checks, interruption.signal);
  } finally {
    interruption.close();
  }
}

/** Asks what can be asked of a served gateway. */
export async function firstDeployLocally(lab: Lab): Promise<number> {
  const findings: Finding[] = [];
  await walk(lab, new AbortController().signal, (finding) => findings.push(show(finding)));
  return conclude({ lab: lab.name, region: 'no Region', preflight: [], findings, left: [] });
}

/** An interrupted run is finished first; so nothing of it is taken for a result. */
async function finishEarlierRun(clients: Clients, always: boolean): Promise<readonly string[]> {
  const journal = readJournal();
  if (journal && (journal.account !== clients.account || journal.region !== clients.region)) {
    throw new Error(
      `The run of ${journal.startedAt} in account ${journal.account}, ${journal.region}, is not cleaned up. Use its credentials and Region first.`,
    );
  }
  if (!journal && !always) {
    const found = await scratchStacks(clients);
    if (found.length === 0) return [];
    throw new Error(
      `${found.join(', ')}: left by a run elsewhere. Remove them with --clean-up, if no run is under way.`,
    );
  }
  if (journal) console.log(`Cleaning up the run of ${journal.startedAt} first.`);
  const left = await cleanUp(clients, console.log);
  if (left.length === 0) endJournal();
  return left;
}

/** @throws Error where the account cannot be deployed to */
async function checkAccount({ region }: Clients, { node }: FirstDeployOptions): Promise<readonly Check[]> {
  writeScratch({ node: node ?? 'https://not-deployed.invalid', cloudWatchRole: true, terminationProtection: false });
  const needs = requirementsOf(loadEnvironment(CONFIG_ROOT, ENVIRONMENT));
  const checks = await preflight(needs, new AwsAccount({ endpoints: {}, region }));
  for (const { checked, verdict, found } of checks) console.log(`${verdict.padEnd(7)}  ${checked}: ${found}`);
  const bootstrap = checks.find(({ id }) => id === 'bootstrap');
  if (bootstrap?.verdict === 'missing') throw new Error(`The account is not bootstrapped: ${bootstrap.ask ?? ''}`);
  return checks;
}

async function confirmed({ yes, internal }: FirstDeployOptions, { account, region }: Clients): Promise<boolean> {
  console.log(`\n${internal ? INTERNAL_NOTICE : NOTICE}\nAccount ${account}, ${region}.\n`);
  if (yes) return true;
  if (!process.stdin.isTTY) throw new Error('Confirm with --yes, or run it in a terminal.');
  return (await input({ message: 'Type yes to go on' })) === 'yes';
}

async function run(
  clients: Clients,
  options: FirstDeployOptions,
  checks: readonly Check[],
  signal: AbortSignal,
): Promise<number> {
  const { node, connect, caFile, internal, logWaitMs, settleMs } = options;
  const lab = new AwsLab({
    clients,
    signal,
    internal,
    logWaitMs,
    settleMs,
    ...(node !== undefined && { node }),
    cloudWatchRole: checks.some(({ id, found }) => id === 'cloudwatch-role' && found === 'none'),
    connection: {
      ...(connect !== undefined && { connect: { origin: connect, pathPrefix: '' } }),
      ...(caFile !== undefined && { ca: readFileSync(caFile, 'utf8') }),
    },
  });
  const findings: Finding[] = [];
  let interrupted: string | undefined;
  try {
    await walk(lab, signal, (finding) => findings.push(show(finding)));
  } catch (error) {
    interrupted = error instanceof Error ? error.message : String(error);
  }
  const left = await cleanUp(clients, console.log);
  if (left.length === 0) endJournal();
  const report = { lab: lab.name, region: clients.region, preflight: checks, findings, left };
  return conclude(interrupted === undefined ? report : { ...report, interrupted });
}

function show(finding: Finding): Finding {
  const { question, verdict, observation } = finding;
  const lines = `Expected: ${question.expectation}\n${observation}`;
  console.log(`\n${verdict.toUpperCase()}  ${question.question}\n${lines.replaceAll(/^/gm, '  ')}`);
  return finding;
}

/** Writes the report; the exit code says whether everything was as expected. */
function conclude(report: Omit<FirstDeployReport, 'date' | 'versions'>): number {
  mkdirSync(WORK, { recursive: true });
  const versions = `aps-reseller-gateway ${packageJson.version}, CDK CLI ${packageJson.devDependencies['aws-cdk']}, Node.js ${process.version}`;
  writeFileSync(REPORT, toMarkdown({ ...report, date: new Date(), versions }));
  console.log(`\nThe report is in ${REPORT}. It names no account; please send it to the maintainers.`);
  if (report.interrupted !== undefined) return 130;
  const differing = report.findings.some(({ verdict }) => verdict === 'different');
  return differing || report.left.length > 0 ? 1 : 0;
}
