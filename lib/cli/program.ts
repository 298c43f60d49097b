import { Command } from 'commander';
import { call } from './commands/call';
import { completion } from './commands/completion';
import { consolePage } from './commands/console';
import { consumerApply } from './commands/consumer-apply';
import { consumerExport } from './commands/consumer-export';
import { consumerHistory } from './commands/consumer-history';
import { consumerImport } from './commands/consumer-import';
import { consumerList } from './commands/consumer-list';
import { consumerMoveTier } from './commands/consumer-move-tier';
import { consumerMove } from './commands/consumer-move';
import { consumerNotify } from './commands/consumer-notify';
import { consumerOffboard } from './commands/consumer-offboard';
import { consumerOnboard } from './commands/consumer-onboard';
import { consumerRemeter } from './commands/consumer-remeter';
import { consumerRotate } from './commands/consumer-rotate';
import { consumerShow } from './commands/consumer-show';
import { consumerStatus } from './commands/consumer-status';
import { consumerUnlock } from './commands/consumer-unlock';
import { consumerUpdate } from './commands/consumer-update';
import { cutover } from './commands/cutover';
import { diagnose } from './commands/diagnose';
import { doctor } from './commands/doctor';
import { explain } from './commands/explain';
import { impact } from './commands/impact';
import { init } from './commands/init';
import { kit } from './commands/kit';
import { logs } from './commands/logs';
import { preflight } from './commands/preflight';
import { reseller } from './commands/reseller';
import { shed } from './commands/shed';
import { sign } from './commands/sign';
import { start } from './commands/start';
import { stats } from './commands/stats';
import { status } from './commands/status';
import { trace } from './commands/trace';
import { usage } from './commands/usage';
import { validate } from './commands/validate';
import { verify } from './commands/verify';
import { examples } from './options/common-options';
import { EXIT_CODE_MEANINGS } from './exit-codes';
import type { Handler } from './handle';
import { demandLast } from './options/required-options';

const CONSUMER = [
  consumerOnboard,
  consumerRotate,
  consumerUpdate,
  consumerMoveTier,
  consumerRemeter,
  consumerMove,
  consumerStatus,
  consumerUnlock,
  consumerNotify,
  consumerOffboard,
  consumerList,
  consumerShow,
  consumerHistory,
  consumerExport,
  consumerImport,
  consumerApply,
];

const COMMANDS = [
  init,
  start,
  consolePage,
  usage,
  reseller,
  status,
  validate,
  impact,
  preflight,
  doctor,
  shed,
  logs,
  stats,
  trace,
  explain,
  verify,
  call,
  sign,
  diagnose,
  cutover,
  kit,
  completion,
];

/** The whole command tree. */
export function buildProgram(handler: Handler): Command {
  const program = new Command('aps-gateway')
    .description(
      "Operates the API gateways of a platform's resellers: consumers, usage, requests, checks and cut-overs.",
    )
    .version(handler.program.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void handler.io.stdout.write(text),
      writeErr: (text) => void handler.io.stderr.write(text),
      // runCli reports it like any other error.
      outputError: () => {},
    });
  const consumer = program.command('consumer').description('onboard, change, list and offboard consumers');
  examples(
    consumer,
    'consumer onboard alpha --key crm-prod --tier standard',
    'consumer list alpha',
    'consumer help rotate',
  );
  for (const declare of CONSUMER) declare(consumer, handler);
  for (const declare of COMMANDS) declare(program, handler);
  program.addHelpText(
    'after',
    `\nExit codes:\n${EXIT_CODE_MEANINGS.map(([code, meaning]) => `  ${code}  ${meaning}`).join('\n')}
\nExamples:
  $ aps-gateway consumer onboard alpha --key crm-prod --tier standard
  $ aps-gateway consumer list alpha
  $ aps-gateway explain signature_invalid`,
  );
  demandLast(program);
  return program;
}
