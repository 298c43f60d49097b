import type { Command } from 'commander';

/** Options of every command that reaches AWS. */
export function commonOptions(command: Command): Command {
  return command
    .option('--environment <name>', 'folder below config/ (APS_GATEWAY_ENVIRONMENT, else lab)')
    .option('--profile <name>', 'AWS profile, as the AWS CLI has it')
    .option('--region <name>', "AWS region (AWS_REGION, the profile's, else that of the environment's platform.yaml)")
    .option('--endpoint-url <url>', 'AWS endpoint, such as that of npm start (AWS_ENDPOINT_URL)')
    .option('--json', 'print the result as JSON');
}

/** The option of every command that changes something. */
export function dryRunOption(command: Command): Command {
  return command.option('--dry-run', 'show what would be done, change nothing');
}

/** Examples at the end of a command's help. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  const title = lines.length === 1 ? 'Example:' : 'Examples:';
  return command.addHelpText('after', `\n${title}\n${lines.map((line) => `  $ aps-gateway ${line}`).join('\n')}`);
}
