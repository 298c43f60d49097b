import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ENVIRONMENT_ALLOWED, ENVIRONMENT_PATTERN } from '../../identifiers';
import { folderProblem, UnknownEnvironmentError } from '../problem';

/** Lists the environments below a configuration root, sorted. */
export function listEnvironments(configRoot: string): readonly string[] {
  if (!isFolder(configRoot)) return [];
  return readdirSync(configRoot)
    .filter((name) => ENVIRONMENT_PATTERN.test(name) && existsSync(join(configRoot, name, 'platform.yaml')))
    .toSorted();
}

/**
 * Returns the folder of an environment.
 *
 * @throws UnknownEnvironmentError if the name is not allowed or there is no such folder
 */
export function requireEnvironmentFolder(configRoot: string, environment: string): string {
  const folder = join(configRoot, environment);
  const value = JSON.stringify(environment);
  if (!isFolder(configRoot))
    throw unknown(configRoot, 'this folder does not exist', 'a folder with one folder for each environment');
  if (!ENVIRONMENT_PATTERN.test(environment))
    throw unknown(configRoot, 'invalid name of an environment', ENVIRONMENT_ALLOWED, value);
  if (isFolder(folder)) {
    requireDistinctName(configRoot, environment);
    return folder;
  }
  const known = listEnvironments(configRoot).join(', ');
  const allowed = known ? `one of: ${known}` : 'a folder of that name with a platform.yaml';
  throw unknown(folder, 'there is no such environment', allowed, value);
}

/**
 * CloudWatch splits names into words at digits, so a search for the gateways of `lab` also finds those of `lab2`
 * (CloudWatch user guide, "Search expression syntax", tokens).
 */
function requireDistinctName(configRoot: string, environment: string): void {
  const confused = listEnvironments(configRoot).find(
    (other) => isNumbered(other, environment) || isNumbered(environment, other),
  );
  if (confused === undefined) return;
  const message = `differs from ${confused} only by digits at the end, so one's dashboard would show the other's gateways`;
  throw unknown(join(configRoot, environment), message, 'a name that differs in letters', JSON.stringify(environment));
}

function isNumbered(name: string, base: string): boolean {
  return name.startsWith(base) && /^\d[a-z0-9]*$/.test(name.slice(base.length));
}

/** The problem shows the absolute path, because the question is which folder was read. */
function unknown(folder: string, message: string, allowed: string, value?: string): UnknownEnvironmentError {
  return new UnknownEnvironmentError([folderProblem(resolve(folder), message, allowed, value)]);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
