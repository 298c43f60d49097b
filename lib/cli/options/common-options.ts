import type { Command } from 'commander';

/** Adds the options of a command that reads the configuration and does not call AWS. */
export function localOptions(command: Command): Command {
  return environmentOptions(command).option('--json', 'print the result as JSON');
}

/** Adds the options of every command that calls AWS. */
export function commonOptions(command: Command): Command {
  return environmentOptions(command)
    .option('--profile <name>', 'AWS profile, as in the AWS CLI')
    .option('--region <name>', "AWS region (AWS_REGION, the profile's, else that of the environment's platform.yaml)")
    .option('--endpoint-url <url>', 'AWS endpoint, such as that of npm start (AWS_ENDPOINT_URL)')
    .option('--json', 'print the result as JSON');
}

/** Folder of the environments unless --config names another. */
export const DEFAULT_CONFIG = 'config';

/** Adds the option of every command that changes something. */
export function dryRunOption(command: Command): Command {
  return command.option('--dry-run', 'show what would be done, change nothing');
}

/** Adds examples to the end of a command's help. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  const title = lines.length === 1 ? 'Example:' : 'Examples:';
  return command.addHelpText('after', `\n${title}\n${lines.map((line) => `  $ aps-gateway ${line}`).join('\n')}`);
}

/** Adds the options that name the environment. Every command reads its files, if only for the region. */
function environmentOptions(command: Command): Command {
  return command
    .option('--environment <name>', 'folder below config/ (APS_GATEWAY_ENVIRONMENT, else lab)')
    .option('--config <folder>', `folder that holds the environments (default: ${DEFAULT_CONFIG})`);
}
