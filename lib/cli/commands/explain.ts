import type { Command } from 'commander';
import { examples } from '../common-options';
import { findRefusals, REFUSALS } from '../find-refusals';
import type { Handler } from '../handle';
import { table } from '../output';

/** `explain [CODE]`. */
export function explain(parent: Command, handler: Handler): void {
  const command = parent
    .command('explain')
    .description('what a refusal means and what to do about it; all of them without a code')
    .argument('[code]', '"code" of an answer, its oauth_problem or its HTTP status')
    .option('--json', 'print the result as JSON');
  examples(command, 'explain', 'explain signature_invalid', 'explain 429');
  command.action(
    handler.run(async ({ out }, _options: object, code?: string) => {
      const found = code === undefined ? REFUSALS : findRefusals(code);
      if (code === undefined || /^\s*\d+\s*$/.test(code)) {
        const rows = found.map(({ code: name, status, message }) => [name, String(status), message]);
        const text = await table(['CODE', 'STATUS', 'MEANING'], rows, out.colors);
        out.result({ refusals: found }, () => text);
        return;
      }
      out.result({ refusals: found }, () =>
        found
          .map(
            (refusal) =>
              `${out.colors.bold(refusal.code)}  HTTP ${refusal.status}\n${refusal.message}\n${refusal.remedy}`,
          )
          .join('\n\n'),
      );
    }),
  );
}
