import { useEffect, useState } from 'preact/hooks';
import { CallError, lines } from './call';

/** Lines that have come so far, the newest first. */
export interface Lines<T> {
  readonly values: readonly T[];
  readonly failure?: CallError;
  /** False once the server has sent everything. */
  readonly open: boolean;
}

/** Many lines may come at once: the page is drawn once for all of them. */
const GATHER_MS = 100;

/**
 * Reads lines of a path as they come, until the path changes or the page goes away.
 *
 * @param keyOf a line replaces an earlier one with the same key
 * @param most the oldest lines beyond this number are dropped
 */
export function useLines<T>(path: string, keyOf: (line: T) => string, most: number): Lines<T> {
  const [state, setState] = useState<Lines<T>>({ values: [], open: true });
  useEffect(() => {
    const gone = new AbortController();
    const byKey = new Map<string, T>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (open: boolean, failure?: CallError) => {
      clearTimeout(timer);
      timer = undefined;
      setState({ values: [...byKey.values()].toReversed(), open, ...(failure && { failure }) });
    };
    const read = async () => {
      show(true);
      for await (const line of lines<T>(path, gone.signal)) {
        byKey.set(keyOf(line), line);
        if (byKey.size > most) byKey.delete(byKey.keys().next().value ?? '');
        timer ??= setTimeout(() => show(true), GATHER_MS);
      }
      show(false);
    };
    read().catch((error: unknown) => {
      if (gone.signal.aborted) return;
      show(false, error instanceof CallError ? error : new CallError({ code: 'failed', message: String(error) }));
    });
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [path]);
  return state;
}
