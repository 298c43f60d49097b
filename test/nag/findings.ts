import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import type { NagPack } from 'cdk-nag';
import { loadEnvironment } from '../../lib/config/load-environment';
import { standaloneAppOptions } from '../../lib/gateway/app-options';
import { addEnvironment } from '../../lib/gateway/add-environment';

/** A rule that a construct of a sample environment breaks. */
export interface NagFinding {
  /** Pack and rule, such as `AwsSolutions-APIG2`. */
  readonly rule: string;
  /** Path of the construct, which starts with the stack's name. */
  readonly at: string;
}

/** The samples below `config/`, and one that declares every option at once. */
const ENVIRONMENTS = [
  ['config', 'lab'],
  ['config', 'production'],
  ['test/support/environments', 'everything'],
] as const;

/**
 * Synthesizes each environment and returns the findings of rule packs, warnings included.
 *
 * @throws Error if synthesis fails for another reason than findings
 */
export function nagFindings(packs: readonly (new (scope: App) => NagPack)[]): readonly NagFinding[] {
  return ENVIRONMENTS.flatMap(([root, environment]) => {
    const folder = mkdtempSync(join(tmpdir(), 'nag-'));
    try {
      return findingsOf(appOf(root, environment, folder), packs);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

/** The functions' code makes no difference to a rule, so any folder stands for it. */
function appOf(root: string, environment: string, folder: string): App {
  const app = new App({ ...standaloneAppOptions(), outdir: join(folder, 'out') });
  const code = __dirname;
  addEnvironment(app, loadEnvironment(join(__dirname, '../..', root), environment), {
    authorizerCode: () => code,
    brakesAuthorizerCode: () => code,
    bearerAuthorizerCode: () => code,
    forwarderCode: () => code,
    probeCode: () => code,
    noticesCode: () => code,
  });
  return app;
}

function findingsOf(app: App, packs: readonly (new (scope: App) => NagPack)[]): NagFinding[] {
  Validations.of(app).addPlugins(...packs.map((Pack) => new Pack(app)));
  const print = console.error;
  // CDK prints every finding, also those that are acknowledged here.
  console.error = () => {};
  try {
    app.synth();
  } catch (error) {
    // Synthesis fails if any finding is an error; the report has all of them.
    if (!String(error).includes('validation-report.json')) throw error;
  } finally {
    console.error = print;
  }
  const { pluginReports } = JSON.parse(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: { violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[] }[];
  };
  return pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, at: constructPath })),
    ),
  );
}
