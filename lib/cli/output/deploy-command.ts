import { DEFAULT_CONFIG } from '../options/common-options';

/** Returns the command that deploys the gateway of a reseller, or of the ancestor that serves it. */
export function deployCommand(environment: string, id: string, config: string): string {
  const folder = config === DEFAULT_CONFIG ? '' : ` -c ${shellWord(`config=${config}`)}`;
  return `npx cdk deploy -c environment=${environment} -c resellers=${id}${folder} --all`;
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
