import type { Command } from 'commander';
import type { Colors } from 'picocolors/types';
import type { DenyReason } from '../../../lambda/authorizer/contract';
import { examples } from '../options/common-options';
import { CODED_REASONS, type CodedReason, findReasons } from '../refusals/find-refusals';
import type { Handler } from '../handle';
import { LIKELY_REASONS } from '../refusals/likely-reasons';
import { table } from '../output/output';

/** `explain [CODE]`. */
export function explain(parent: Command, handler: Handler): void {
  const command = parent
    .command('explain')
    .description('explain a refusal and what to do about it; without a code, list all')
    .argument('[code]', '"code" of an answer, its oauth_problem or its HTTP status, or a reason in the logs')
    .option('--json', 'print the result as JSON');
  examples(command, 'explain', 'explain signature_invalid', 'explain 429');
  command.action(
    handler.run(async ({ out }, _options: object, code?: string) => {
      const found = code === undefined ? CODED_REASONS : findReasons(code);
      if (found.length > MOST_IN_FULL) {
        const rows = found.map(({ code: name, status, message }) => [name, String(status ?? '-'), message]);
        const text = await table(['CODE', 'STATUS', 'MEANING'], rows, out.colors);
        out.result({ refusals: found }, () => text);
        return;
      }
      out.result({ refusals: found }, () => found.map((refusal) => inFull(refusal, out.colors)).join('\n\n'));
    }),
  );
}

/** More than these are easier to read as a table. */
const MOST_IN_FULL = 6;

const WHICH_FAULT = '"aps-gateway diagnose" finds out which, from the request as it was sent.';

function inFull(refusal: CodedReason, { bold, dim }: Colors): string {
  const { code, status, message, remedy, withTokens } = refusal;
  const problem = refusal.problem === undefined ? '' : `  ${dim(`oauth_problem ${refusal.problem}`)}`;
  const reasons = LIKELY_REASONS[code as DenyReason] ?? [];
  return [
    `${bold(code)}  ${status === undefined ? 'only in the logs' : `HTTP ${status}`}${problem}`,
    message,
    remedy,
    ...(withTokens === undefined ? [] : [`At a gateway for bearer tokens only: ${withTokens}`]),
    ...(reasons.length > 0 ? ['', 'Most likely:', ...reasons.map((reason) => `- ${reason}`)] : []),
    ...(code === 'signature_invalid' ? ['', WHICH_FAULT] : []),
  ].join('\n');
}
