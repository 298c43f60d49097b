import { DENY_REFUSALS, GATEWAY_REFUSALS, type Refusal } from '../../../lambda/authorizer/contract';
import { type FailureCode, OnboardingError } from '../../onboarding/errors';
import type { CommandResult, ExplainedRefusal, Session } from '../contract';
import type { ApiAnswer, ApiRoute } from '../server/api';
import { ACTION, type Operation, READS, VERIFY } from './operations';
import type { RunCommand } from './run-command';

/**
 * Every operation of the console's API. What the pages show and do is what commands of the CLI print and do.
 *
 * @param run runs a command in this process, with the rights of the person who started the console
 */
export function consoleRoutes(session: Session, run: RunCommand): readonly ApiRoute[] {
  return [
    known('/api/session', session),
    known('/api/refusals', REFUSALS),
    ...[...READS, ACTION, VERIFY].map((operation) => commandRoute(operation, run)),
  ];
}

const REFUSALS: readonly ExplainedRefusal[] = Object.entries<Refusal>({ ...DENY_REFUSALS, ...GATEWAY_REFUSALS }).map(
  ([code, refusal]) => ({ code, ...refusal }),
);

function known(path: string, value: unknown): ApiRoute {
  return { method: 'GET', path, answer: async () => ({ value }) };
}

function commandRoute(
  { method, path, changes = false, follows = false, command }: Operation,
  run: RunCommand,
): ApiRoute {
  return {
    method,
    path,
    changes,
    answer: async (call): Promise<ApiAnswer> => {
      const running = run(command(call), call.gone);
      if (follows) return { lines: parsed(running.lines) };
      const text: string[] = [];
      for await (const line of running.lines) text.push(line);
      const { notices } = await running.ended;
      const result: CommandResult<unknown> = { result: requireResult(text.join('\n'), notices), notices };
      return { value: result };
    },
  };
}

async function* parsed(lines: AsyncIterable<string>): AsyncGenerator {
  for await (const line of lines) yield requireResult(line, []);
}

/** @throws OnboardingError with the command's own failure */
function requireResult(text: string, notices: readonly string[]): unknown {
  let result: unknown;
  try {
    result = JSON.parse(text);
  } catch {
    throw new OnboardingError('failed', notices.at(-1) ?? 'The command printed no result.');
  }
  const { error } = (result ?? {}) as { readonly error?: { readonly code: FailureCode; readonly message: string } };
  if (error) throw new OnboardingError(error.code, error.message);
  return result;
}
