import { unzipSync } from 'fflate';
import { kitArchive } from '../../lib/kit/archive';

test('an archive has the files of the kit in one folder, and scripts can be run', () => {
  const archive = kitArchive(
    'kit-alpha',
    new Map<string, string | Uint8Array>([
      ['samples/bash/aps.sh', 'echo ü'],
      ['logo.png', Buffer.from([0x89, 0xff])],
    ]),
  );
  const modes: Record<string, number> = {};
  const files = unzipSync(archive);
  // Central directory: external attributes are at 38, the name is at 46 (PKWARE APPNOTE 4.3.12).
  const bytes = Buffer.from(archive);
  for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 1)) {
    const name = bytes.toString('utf8', at + 46, at + 46 + bytes.readUInt16LE(at + 28));
    modes[name] = bytes.readUInt32LE(at + 38) >>> 16;
  }

  expect(Buffer.from(files['kit-alpha/samples/bash/aps.sh']!).toString()).toBe('echo ü');
  expect(files['kit-alpha/logo.png']).toEqual(new Uint8Array([0x89, 0xff]));
  expect(modes).toEqual({ 'kit-alpha/samples/bash/aps.sh': 0o100755, 'kit-alpha/logo.png': 0o100644 });
});
