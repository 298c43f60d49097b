import type { Command } from 'commander';
import { DENY_REFUSALS, GATEWAY_REFUSALS, type Refusal } from '../../../lambda/authorizer/contract';
import { OnboardingError } from '../../onboarding/errors';
import { examples } from '../common-options';
import type { Handler } from '../handle';
import { table } from '../output';

const REFUSALS: Readonly<Record<string, Refusal>> = { ...DENY_REFUSALS, ...GATEWAY_REFUSALS };

/** `explain [CODE]`. */
export function explain(parent: Command, handler: Handler): void {
  const command = parent
    .command('explain')
    .description('what a refusal means and what to do about it; all of them without a code')
    .argument('[code]', '"code" of an answer, or its oauth_problem')
    .option('--json', 'print the result as JSON');
  examples(command, 'explain', 'explain signature_invalid');
  command.action(
    handler.run(async ({ out }, _options: object, code?: string) => {
      if (code === undefined) {
        const rows = Object.entries(REFUSALS).map(([name, { status, message }]) => [name, String(status), message]);
        const text = await table(['CODE', 'STATUS', 'MEANING'], rows, out.colors);
        out.result(
          { refusals: Object.entries(REFUSALS).map(([name, refusal]) => ({ code: name, ...refusal })) },
          () => text,
        );
        return;
      }
      const found = findRefusals(code);
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

/** The refusal with a code, or those with an oauth_problem; throws when there is none. */
export function findRefusals(code: string): readonly (Refusal & { readonly code: string })[] {
  const found = Object.entries(REFUSALS).filter(
    ([name, refusal]) => name === code || ('problem' in refusal && refusal.problem === code),
  );
  const exact = found.filter(([name]) => name === code);
  if (found.length > 0)
    return (exact.length > 0 ? exact : found).map(([name, refusal]) => ({ code: name, ...refusal }));
  const close = Object.keys(REFUSALS).filter((name) => name.split('_').some((part) => code.includes(part)));
  const hint = close.length > 0 ? ` Similar: ${close.join(', ')}.` : ' "explain" alone lists all codes.';
  throw new OnboardingError('notFound', `There is no refusal ${JSON.stringify(code)}.${hint}`);
}
