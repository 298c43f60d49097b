import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildConsole } from '../../lib/console/build-console';

test('the page with its libraries stays under 200 KB compressed', () => {
  const assets = buildConsole(join(__dirname, '../..'));
  const sizes = [...assets.values()].map(({ body }) => gzipSync(body).length);

  expect(assets.has('/')).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200 * 1024);
});
