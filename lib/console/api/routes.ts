import { KNOWN_FAULTS } from '../../../lambda/authorizer/oauth1/known-faults/known-faults';
import { REASONS } from '../../logs/reasons';
import type { CommandResult, ExplainedFault, ExplainedRefusal, Session } from '../contract';
import type { ApiAnswer, ApiRoute } from '../server/api';
import { actionRoute } from './action-route';
import { CONSUMER_FIELDS } from './consumer-fields';
import { type Operation, READS, VERIFY } from './operations';
import { type RunCommand, runToResult, requireResult } from './run-command';

/**
 * Every operation of the console's API. What the pages show and do is what commands of the CLI print and do.
 *
 * @param run runs a command in this process, with the rights of the person who started the console
 */
export function consoleRoutes(session: Session, run: RunCommand): readonly ApiRoute[] {
  return [
    known('/api/session', session),
    known('/api/refusals', REFUSALS),
    known('/api/faults', FAULTS),
    known('/api/fields', CONSUMER_FIELDS),
    actionRoute(run),
    ...[...READS, VERIFY].map((operation) => commandRoute(operation, run)),
  ];
}

const REFUSALS: readonly ExplainedRefusal[] = Object.entries(REASONS).map(([code, reason]) => ({ code, ...reason }));

const FAULTS: readonly ExplainedFault[] = KNOWN_FAULTS.map(({ id, sentence, remedy }) => ({ id, sentence, remedy }));

function known(path: string, value: unknown): ApiRoute {
  return { method: 'GET', path, answer: async () => ({ value }) };
}

function commandRoute(
  { method, path, changes = false, follows = false, command, shows = (result) => result }: Operation,
  run: RunCommand,
): ApiRoute {
  return {
    method,
    path,
    changes,
    answer: async (call): Promise<ApiAnswer> => {
      if (follows) return { lines: parsed(run(command(call), call.gone).lines) };
      const { result, notices } = await runToResult(run, command(call), call.gone);
      return { value: { result: shows(result), notices } satisfies CommandResult<unknown> };
    },
  };
}

async function* parsed(lines: AsyncIterable<string>): AsyncGenerator {
  for await (const line of lines) yield requireResult(line, []);
}
