import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAuthorizer } from '../../../lib/gateway/authorizer/authorizer-code';
import { SETTINGS, type CredentialsDocument } from '../../../lambda/authorizer/contract';
import type { AuthorizerResult } from '../../../lambda/authorizer/policy';
import { NonceTable } from './nonce-table';
import { SecretsManager } from './secrets-manager';

/** The bundled function's one export. */
export type Handler = (event: unknown) => Promise<AuthorizerResult>;

export const PREFIX = 'aps-gateway/test/acme/';

/** The bundled function beside the AWS services that it calls, all on localhost. */
export class AuthorizerFunction {
  readonly secretsManager = new SecretsManager();
  readonly nonceTable = new NonceTable();
  /** Lines that the function wrote. */
  readonly log: string[] = [];
  #bundle!: string;
  #output: jest.SpyInstance | undefined;

  async start(): Promise<void> {
    this.#bundle = join(buildAuthorizer(mkdtempSync(join(tmpdir(), 'authorizer-'))), 'index.js');
    Object.assign(process.env, {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'function',
      AWS_SECRET_ACCESS_KEY: 'role',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: await this.secretsManager.start(),
      AWS_ENDPOINT_URL_DYNAMODB: await this.nonceTable.start(),
      [SETTINGS.credentialsPrefix]: PREFIX,
      [SETTINGS.nonceTable]: this.nonceTable.name,
      [SETTINGS.realm]: 'acme',
    });
    this.#output = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => this.log.push(String(chunk)) > 0);
  }

  async stop(): Promise<void> {
    this.#output?.mockRestore();
    await Promise.all([this.secretsManager.stop(), this.nonceTable.stop()]);
  }

  /** Starts one more function instance, with settings of its own. */
  instance(settings: Readonly<Record<string, string>> = {}): Handler {
    const before = { ...process.env };
    Object.assign(process.env, settings);
    try {
      jest.resetModules();
      // oxlint-disable-next-line typescript/no-require-imports -- as Lambda loads it
      return (require(this.#bundle) as { handler: Handler }).handler;
    } finally {
      for (const name of Object.keys(settings)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
  }

  /** Puts a consumer's credentials secret. */
  onboard(document: CredentialsDocument): void {
    this.secretsManager.secrets.set(PREFIX + document.consumerKey, JSON.stringify(document));
  }
}
