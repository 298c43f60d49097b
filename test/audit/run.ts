import { spawnSync } from 'node:child_process';
import { severeAdvisories } from './advisories';

/** Advisories that do not concern this package, by address, each with the reason. */
const ACCEPTED: Readonly<Record<string, string>> = {};

/** `npm run check:advisories`: fails on a high or critical advisory in a production dependency, unless it is accepted above. */
function main(): number {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 60_000 });
  const advisories = severeAdvisories(stdout ?? '');
  if (advisories === undefined) {
    console.log('skipped: the audit of dependencies, because the registry returned no report');
    return 0;
  }
  const open = advisories.filter(({ url }) => !(url in ACCEPTED));
  for (const { severity, packageName, title, url } of open)
    console.error(`${severity}: ${packageName}: ${title}\n  ${url}`);
  for (const url of Object.keys(ACCEPTED)) {
    if (!advisories.some((advisory) => advisory.url === url)) console.log(`no longer needed in ACCEPTED: ${url}`);
  }
  console.log(`${open.length} high or critical advisories in production dependencies`);
  return open.length === 0 ? 0 : 1;
}

process.exitCode = main();
