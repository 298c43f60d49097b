import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cli, type CliResult } from './cli';
import { World } from './world';

/** The CLI, in a fresh account with alpha's gateway for each test of the file that makes it. */
export class AlphaAccount {
  readonly cli = new Cli();
  /** Folder for the files of the tests. */
  readonly files = mkdtempSync(join(tmpdir(), 'aps-gateway-files-'));
  world!: World;

  constructor() {
    beforeEach(async () => {
      this.world = await new World().start();
    });
    afterEach(() => this.world.stop());
    afterAll(() => {
      this.cli.remove();
      rmSync(this.files, { recursive: true });
    });
  }

  /** Runs a command line whose words have no spaces. */
  readonly run = (commandLine: string, stdin = ''): Promise<CliResult> => this.words(commandLine.split(' '), stdin);

  readonly words = (commandLine: readonly string[], stdin = ''): Promise<CliResult> =>
    this.cli.run(this.world.url, commandLine, { stdin });

  readonly json = <T>(commandLine: string): Promise<T> => this.cli.json<T>(this.world.url, commandLine.split(' '));

  /** Onboards a consumer with the secret `SecretOf…`. */
  readonly onboard = (key: string, tier: string, more = '', reseller = 'alpha'): Promise<CliResult> =>
    this.run(
      `consumer onboard ${reseller} --key ${key} --tier ${tier} --secret-stdin${more && ` ${more}`}`,
      `SecretOf${key}`,
    );
}
