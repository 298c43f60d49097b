import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peerDependencies } from '../../package.json';
import { severeAdvisories } from './advisories';

/** Advisories that do not concern this package, by address, each with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {};

/** `npm run check:advisories`: fails on a high or critical advisory in a package that is published, unless it is accepted above. */
function main(): number {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', timeout: 60_000 });
  const advisories = severeAdvisories(stdout ?? '');
  if (advisories === undefined) {
    console.log('skipped: the audit of dependencies, because the registry returned no report');
    return 0;
  }
  const published = publishedPackages();
  const open = advisories.filter(({ url, packageName }) => published.has(packageName) && !(url in ACCEPTED));
  for (const { severity, packageName, title, url } of open)
    console.error(`${severity}: ${packageName}: ${title}\n  ${url}`);
  for (const url of Object.keys(ACCEPTED)) {
    if (!advisories.some((advisory) => advisory.url === url)) console.log(`no longer needed in ACCEPTED: ${url}`);
  }
  console.log(`${open.length} high or critical advisories in published packages`);
  return open.length === 0 ? 0 : 1;
}

/** Names of the packages that are bundled or installed with this one, from the bill of materials. */
function publishedPackages(): ReadonlySet<string> {
  const sbom = readFileSync(join(__dirname, '../../dist/sbom.cdx.json'), 'utf8');
  const { components } = JSON.parse(sbom) as { readonly components: readonly { readonly 'bom-ref': string }[] };
  return new Set([...components.map((one) => one['bom-ref'].replace(/@[^@]+$/, '')), ...Object.keys(peerDependencies)]);
}

process.exitCode = main();
