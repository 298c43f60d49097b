import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Script, type ScriptedServer, startScripted } from '../../verify/support/scripted-server';
import { ALPHA } from './world';

/** An answer of the platform through the gateway. */
export const ANSWERED = { status: 200, headers: { 'X-APSBooster-Response': 'true' }, body: [] };

/** A server that has a certificate for alpha's host, for the tests of the file that makes it. */
export class ScriptedGateway {
  /** Answers like the platform, unless a test sets another one. */
  script: Script = () => ANSWERED;
  private server!: ScriptedServer;
  private authorityFile!: string;

  /** @param folder for the PEM of its authority */
  constructor(folder: string) {
    beforeAll(async () => {
      this.server = await startScripted((request) => this.script(request), { host: new URL(ALPHA.url).hostname });
      this.authorityFile = join(folder, 'ca.pem');
      writeFileSync(this.authorityFile, this.server.ca);
    });
    beforeEach(() => {
      this.script = () => ANSWERED;
    });
    afterAll(() => this.server.close());
  }

  get origin(): string {
    return this.server.origin;
  }

  /** Options that lead to the server instead of alpha's URL. */
  get options(): string {
    return `--connect ${this.origin} --cacert ${this.authorityFile}`;
  }
}
