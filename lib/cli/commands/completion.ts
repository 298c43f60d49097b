import type { Command } from 'commander';
import { Argument } from 'commander';
import { examples } from '../options/common-options';
import { completionScript, SHELLS, type Shell } from '../output/completion-script';
import type { Handler } from '../handle';

/** `completion SHELL`. */
export function completion(parent: Command, handler: Handler): void {
  const command = parent
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS));
  examples(
    command,
    'completion bash > ~/.local/share/bash-completion/completions/aps-gateway',
    'completion zsh >> ~/.zshrc',
    'completion fish > ~/.config/fish/completions/aps-gateway.fish',
  );
  command.action(
    handler.run(async ({ out }, _options: object, shell: Shell) => {
      out.line(completionScript(parent, shell));
    }),
  );
}
