import jsonata from 'jsonata';

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
}

/** A state of the Amazon States Language with JSONata, as far as our state machines use it. */
export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Seconds?: number;
  readonly Resource?: string;
  readonly Arguments?: unknown;
  readonly Output?: unknown;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly Output?: unknown;
    readonly Next: string;
  }[];
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
}

export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

/** Carries out a task; rejects with an error whose name is that of the service's error. */
export type Call = (resource: string, input: unknown) => Promise<unknown>;

/** A failed execution, with the name of its error. */
export class ExecutionError extends Error {
  override readonly name = 'ExecutionError';
}

/**
 * Runs one execution, step by step: each time that it waits, it yields the seconds. Expressions see the clock of the process.
 *
 * @throws ExecutionError when a task fails for good, or an expression has no value
 */
export async function* execution({ StartAt, States }: Definition, call: Call): AsyncGenerator<number, void> {
  let name: string | undefined = StartAt;
  let input: unknown = {};
  while (name !== undefined) {
    const state: State | undefined = States[name];
    if (!state) throw new ExecutionError(`there is no state ${name}`);
    if (state.Type === 'Wait') yield state.Seconds!;
    if (state.Type === 'Task') {
      const [next, output]: readonly [string | undefined, unknown] = yield* task(state, input, call);
      [name, input] = [next, output];
    } else name = state.Type === 'Choice' ? await choose(state, input) : state.Next;
  }
}

async function* task(
  state: State,
  input: unknown,
  call: Call,
): AsyncGenerator<number, readonly [string | undefined, unknown]> {
  const attempts = new Map<Retrier, number>();
  for (;;) {
    try {
      const result = await call(state.Resource!, await evaluate(state.Arguments, { input }));
      return [state.Next, await evaluate(state.Output, { input, result })];
    } catch (error) {
      if (error instanceof ExecutionError) throw error;
      const { name } = error as Error;
      const retrier = state.Retry?.find(({ ErrorEquals }) => includes(ErrorEquals, name));
      const made = retrier ? (attempts.get(retrier) ?? 0) : 0;
      if (retrier && made < (retrier.MaxAttempts ?? 3)) {
        attempts.set(retrier, made + 1);
        yield (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** made;
        continue;
      }
      const catcher = state.Catch?.find(({ ErrorEquals }) => includes(ErrorEquals, name));
      if (!catcher) throw new ExecutionError(name, { cause: error });
      return [catcher.Next, await evaluate(catcher.Output, { input })];
    }
  }
}

function includes(names: readonly string[], name: string): boolean {
  return names.includes(name) || names.includes('States.ALL');
}

async function choose({ Choices = [], Default }: State, input: unknown): Promise<string | undefined> {
  for (const { Condition, Next } of Choices) {
    const holds = await evaluate(Condition, { input });
    if (typeof holds !== 'boolean') throw new ExecutionError(`${Condition} is ${JSON.stringify(holds)}, not a boolean`);
    if (holds) return Next;
  }
  return Default;
}

/** Evaluates every `{% … %}` of a value. Step Functions fails when one has no value (States.QueryEvaluationError). */
async function evaluate(value: unknown, states: object): Promise<unknown> {
  if (typeof value === 'string') return evaluateText(value, states);
  if (Array.isArray(value)) return Promise.all(value.map((one) => evaluate(one, states)));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(async ([name, member]) => [name, await evaluate(member, states)] as const);
  return Object.fromEntries(await Promise.all(members));
}

async function evaluateText(text: string, states: object): Promise<unknown> {
  const [, expression] = /^\{%(.*)%\}$/s.exec(text) ?? [];
  if (expression === undefined) return text;
  const result: unknown = await jsonata(expression).evaluate(undefined, { states });
  if (result === undefined) throw new ExecutionError(`States.QueryEvaluationError: ${expression} has no value`);
  return result;
}
