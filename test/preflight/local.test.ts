import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalGateway } from '../../lib/local/start-local-gateway';
import { Cli } from '../cli/support/cli';

test('the account behind npm start misses nothing for the environment that it serves', async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'aps-preflight-'));
  const cli = new Cli();
  const gateway = await startLocalGateway({ environment: 'lab', dataDirectory });
  try {
    const options = { workingDirectory: join(__dirname, '../..') };
    const { code, stdout } = await cli.run(gateway.awsEndpointUrl, ['preflight'], options);
    expect(stdout).toContain('2 of 600 in use, 0 of 2 to be created');
    expect(stdout).toContain('Nothing is missing.');
    expect(code).toBe(0);
  } finally {
    await gateway.close();
    cli.remove();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
