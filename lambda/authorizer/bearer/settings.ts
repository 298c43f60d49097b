import { BEARER_ALGORITHMS, BEARER_SETTING, type BearerSettings, SCHEMES } from '../contract';
import { parseJsonObject } from '../json-object';
import { SettingsError } from '../settings';
import { isOneOf } from '../text/one-of';

/**
 * Reads how the gateway accepts bearer tokens from its environment variable.
 *
 * @throws SettingsError that names every member that is wrong
 */
export function readBearerSettings(environmentVariables: Readonly<Record<string, string | undefined>>): BearerSettings {
  const declared = parseJsonObject(environmentVariables[BEARER_SETTING] ?? '') ?? {};
  const wrong = Object.entries(CHECKS)
    .filter(([name, isValid]) => !isValid(declared[name]))
    .map(([name]) => name);
  if (wrong.length > 0) {
    throw new SettingsError(
      `${BEARER_SETTING} has no valid ${wrong.join(', ')}, expected them as the stack writes them`,
    );
  }
  return declared as unknown as BearerSettings;
}

const CHECKS: Readonly<Record<keyof BearerSettings, (value: unknown) => boolean>> = {
  schemes: isListOf(SCHEMES),
  issuer: isText,
  audience: isText,
  subjectClaim: isText,
  jwksUri: (value) => isText(value) && URL.canParse(value) && new URL(value).protocol === 'https:',
  algorithms: isListOf(BEARER_ALGORITHMS),
  leewaySeconds: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isListOf(texts: readonly string[]) {
  return (value: unknown): boolean =>
    Array.isArray(value) && value.length > 0 && value.every((one: unknown) => isOneOf(texts, one));
}
