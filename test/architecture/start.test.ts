import { build, type Metafile } from 'esbuild';
import { ROOT } from './imports';

const START = 'bin/aps-gateway.ts';
/** Kinds of imports that are carried out when the CLI starts. */
const EAGER = ['import-statement', 'require-call'];

async function graph(): Promise<Metafile['inputs']> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [START],
    bundle: true,
    platform: 'node',
    packages: 'external',
    external: ['./serve-on-terminal.js'],
    write: false,
    metafile: true,
  });
  return metafile.inputs;
}

/** Packages that the CLI loads before it knows the command. */
function eagerPackages(inputs: Metafile['inputs']): readonly string[] {
  const files = new Set([START]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const { path, kind, external } of inputs[file]?.imports ?? []) {
      if (!EAGER.includes(kind)) continue;
      if (external) packages.add(path);
      else files.add(path);
    }
  }
  return [...packages].filter((name) => !name.startsWith('node:')).toSorted();
}

test('the CLI starts with the parser of command lines and colors only; commands load what they need', async () => {
  expect(eagerPackages(await graph())).toEqual(['commander', 'picocolors']);
});
