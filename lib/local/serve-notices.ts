import { NOTICES_SETTINGS } from '../../lambda/notices/contract';
import { FunctionHost, type FunctionHostOptions } from './function/function-host';
import type { FunctionModel } from './template/rest-api-model';

/** On AWS, notices are sent about once an hour. That is too long to wait on localhost. */
const EVERY_MS = 60_000;

/** The function that sends notices, called on a clock. */
export interface ServedNotices {
  /** Calls it now. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/** Returns the function of an environment that sends notices; `undefined` if it declares none. */
export function findNotices(functions: readonly FunctionModel[]): FunctionModel | undefined {
  return functions.find(({ environment }) => environment[NOTICES_SETTINGS.table] !== undefined);
}

/** Runs the function that sends notices once a minute; a run that fails is reported by its output. */
export function serveNotices(model: FunctionModel, options: FunctionHostOptions): ServedNotices {
  const host = new FunctionHost(model, options);
  const run = async () => void (await host.invoke({}));
  const fail = (error: unknown) => options.onOutput?.(model.name, `${String(error)}\n`);
  const timer = setInterval(() => void run().catch(fail), EVERY_MS).unref();
  return {
    run,
    close: async () => {
      clearInterval(timer);
      await host.close();
    },
  };
}
