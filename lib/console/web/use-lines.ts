import { useCallback, useEffect, useState } from 'preact/hooks';
import { CallError, ConnectionError, lines } from './call';

/** Lines that have come so far, the newest first. */
export interface Lines<T> {
  readonly values: readonly T[];
  readonly failure?: CallError;
  /** False once the server has sent everything. */
  readonly open: boolean;
  /** The connection broke off, and is made again. */
  readonly reconnecting: boolean;
  /** Reads again, after a failure. */
  readonly reload: () => void;
}

/** Many lines may come at once: the page is drawn once for all of them. */
const GATHER_MS = 100;
/** Pauses before a broken connection is made again. After the last, the failure is shown. */
const PAUSES_MS = [500, 1000, 2000, 4000];

/**
 * Reads lines of a path as they come, until the path changes or the page goes away. A connection that breaks off is made
 * again; lines that came before stay.
 *
 * @param keyOf a line replaces an earlier one with the same key
 * @param most the oldest lines beyond this number are dropped
 */
export function useLines<T>(path: string, keyOf: (line: T) => string, most: number): Lines<T> {
  const [state, setState] = useState<Omit<Lines<T>, 'reload'>>({ values: [], open: true, reconnecting: false });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    const byKey = new Map<string, T>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (now: Omit<Lines<T>, 'values' | 'reload'>) => {
      clearTimeout(timer);
      timer = undefined;
      setState({ values: [...byKey.values()].toReversed(), ...now });
    };
    const read = async (pauses: readonly number[]): Promise<void> => {
      let left = pauses;
      try {
        for await (const line of lines<T>(path, gone.signal)) {
          byKey.set(keyOf(line), line);
          if (byKey.size > most) byKey.delete(byKey.keys().next().value ?? '');
          timer ??= setTimeout(() => show({ open: true, reconnecting: false }), GATHER_MS);
          left = PAUSES_MS;
        }
        show({ open: false, reconnecting: false });
      } catch (error) {
        const [pause, ...rest] = left;
        if (gone.signal.aborted) return;
        if (!(error instanceof ConnectionError) || pause === undefined) throw error;
        show({ open: true, reconnecting: true });
        await new Promise((resolve) => setTimeout(resolve, pause));
        if (!gone.signal.aborted) await read(rest);
      }
    };
    show({ open: true, reconnecting: false });
    read(PAUSES_MS).catch((error: unknown) => {
      if (gone.signal.aborted) return;
      const failure = error instanceof CallError ? error : new CallError({ code: 'failed', message: String(error) });
      show({ open: false, reconnecting: false, failure });
    });
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [path, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  return { ...state, reload };
}
