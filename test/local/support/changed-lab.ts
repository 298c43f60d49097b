import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { Cli } from '../../cli/support/cli';
import { Served } from './served';

/** A copy of the lab, whose files a test changes before it is served for all tests of the file. */
export class ChangedLab {
  readonly folder = mkdtempSync(join(tmpdir(), 'aps-gateway-lab-'));

  constructor() {
    cpSync(join(__dirname, '../../../config/lab'), join(this.folder, 'lab'), { recursive: true });
  }

  /** Sets keys of a file, by its path below the environment; the others stay as they are. */
  change(file: string, keys: object): void {
    const path = join(this.folder, 'lab', file);
    writeFileSync(path, stringify({ ...(parse(readFileSync(path, 'utf8')) as object), ...keys }));
  }

  /** Serves it from the first test of the file to the last. */
  serve(limits: 'none' | 'declared' = 'none') {
    const served = new Served('lab', this.folder, limits);
    const cli = new Cli();
    beforeAll(() => served.start());
    afterAll(async () => {
      await served.stop();
      cli.remove();
      rmSync(this.folder, { recursive: true });
    });
    const run = (line: string, stdin = '') => cli.run(served.local.awsEndpointUrl, line.split(' '), { stdin });
    const json = <T>(line: string) => cli.json<T>(served.local.awsEndpointUrl, line.split(' '));
    return { served, run, json };
  }
}
