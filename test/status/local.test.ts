import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalGateway } from '../../lib/local/start-local-gateway';
import { Cli } from '../cli/support/cli';

test.each(['lab', 'production'])(
  'the gateways of %s on localhost are as declared and need no attention',
  async (environment) => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'aps-status-'));
    const cli = new Cli();
    const gateway = await startLocalGateway({ environment, dataDirectory });
    try {
      const options = { workingDirectory: join(__dirname, '../..') };
      const { code, stdout } = await cli.run(gateway.awsEndpointUrl, ['status', '--environment', environment], options);
      expect(stdout).toContain('Nothing needs attention.');
      expect(code).toBe(0);
    } finally {
      await gateway.close();
      cli.remove();
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  },
);
