import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAuthorizer } from '../../../lib/gateway/authorizer/authorizer-code';
import type { CallTimeouts } from '../../../lambda/authorizer/adapters/aws-client';
import { connectBrakes } from '../../../lambda/authorizer/connect-brakes';
import type { Authentication } from '../../../lambda/authorizer/authentication';
import { authorizerFunction, type FunctionHost } from '../../../lambda/authorizer/authorizer-function';
import { SETTINGS, type CredentialsDocument } from '../../../lambda/authorizer/contract';
import type { AuthorizerResult } from '../../../lambda/authorizer/policy';
import { LONG_TIMEOUTS } from './call-host';
import { NonceTable } from './nonce-table';
import { SecretsManager } from './secrets-manager';

/** The function's one export. */
export type Handler = (event: unknown) => Promise<AuthorizerResult>;

export const PREFIX = 'aps-gateway/test/acme/';

/** Time-outs of a test that is about them: a fifth of the function's own. */
const SHORT_TIMEOUTS: CallTimeouts = { connectionMs: 100, attemptMs: 180, callMs: 400, pauseMs: 40 };

/** The function with the AWS services that it calls, all on localhost. */
export class AuthorizerFunction {
  readonly secretsManager = new SecretsManager();
  readonly nonceTable = new NonceTable();
  /** Lines that the function wrote. */
  readonly log: string[] = [];
  /** Milliseconds by which the clock of the function is ahead. */
  aheadMs = 0;
  /**
   * While set, the clock stands still and pauses take 20 times as long, so that no test of a wait depends on the speed
   * of the machine.
   */
  private patientSince: number | undefined;
  /** Time-outs of every instance; change them with `hurry`. */
  private timeouts = LONG_TIMEOUTS;
  private environmentVariables: Readonly<Record<string, string>> = {};

  async start(): Promise<void> {
    this.environmentVariables = {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'function',
      AWS_SECRET_ACCESS_KEY: 'role',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: await this.secretsManager.start(),
      AWS_ENDPOINT_URL_DYNAMODB: await this.nonceTable.start(),
      [SETTINGS.credentialsPrefix]: PREFIX,
      [SETTINGS.nonceTable]: this.nonceTable.name,
      [SETTINGS.secretsManagerHost]: 'secretsmanager.invalid',
      [SETTINGS.dynamodbHost]: 'dynamodb.invalid',
      [SETTINGS.realm]: 'acme',
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.secretsManager.stop(), this.nonceTable.stop()]);
  }

  /** Starts a function instance from the sources. Its variables can be changed later, as Lambda renews credentials. */
  instance(variables: NodeJS.ProcessEnv = {}, authentication?: Authentication): Handler {
    const { environmentVariables } = this;
    for (const [name, value] of Object.entries(environmentVariables)) variables[name] ??= value;
    const timeouts = () => this.timeouts;
    const host: FunctionHost = {
      environmentVariables: variables,
      clock: () => (this.patientSince ?? Date.now()) + this.aheadMs,
      pause: (ms) => new Promise((passed) => void setTimeout(passed, this.patientSince === undefined ? ms : 20 * ms)),
      random: () => 0.5,
      get timeouts() {
        return timeouts();
      },
      write: (text) => void this.log.push(text),
      connectBrakes,
    };
    return authorizerFunction(host, authentication);
  }

  /** Loads the bundled function as Lambda does. Its log goes to standard output. */
  bundled(
    changeCode: (code: string) => string = (code) => code,
    variables: Readonly<Record<string, string>> = {},
    build = buildAuthorizer,
  ): Handler {
    const folder = mkdtempSync(join(tmpdir(), 'authorizer-'));
    const bundle = join(build(folder), 'index.js');
    writeFileSync(bundle, changeCode(readFileSync(bundle, 'utf8')));
    const before = { ...process.env };
    Object.assign(process.env, this.environmentVariables, variables);
    try {
      // oxlint-disable-next-line typescript/no-require-imports -- as Lambda loads it
      return (require(bundle) as { handler: Handler }).handler;
    } finally {
      process.env = before;
      rmSync(folder, { recursive: true });
    }
  }

  /** Shortens the time-outs while a test is about one. */
  async hurry<T>(run: () => Promise<T>): Promise<T> {
    this.timeouts = SHORT_TIMEOUTS;
    try {
      return await run();
    } finally {
      this.timeouts = LONG_TIMEOUTS;
    }
  }

  /** Stops the clock and prolongs pauses, or ends this. */
  setPatient(patient: boolean): void {
    this.patientSince = patient ? Date.now() : undefined;
  }

  /** Puts a consumer's credentials secret. */
  onboard(document: CredentialsDocument): void {
    this.secretsManager.secrets.set(PREFIX + document.consumerKey, JSON.stringify(document));
  }
}
