import { useCallback, useEffect, useState } from 'preact/hooks';
import { CallError, get } from './call';

/** A value that a page reads from the server, or the failure to read it. */
export interface Resource<T> {
  /** The last value; kept while a newer one is read. */
  readonly value?: T;
  readonly failure?: CallError;
  readonly loading: boolean;
  readonly reload: () => void;
}

/** Reads a path, and again when it changes or `reload` is called; nothing without a path. */
export function useResource<T>(path: string | undefined): Resource<T> {
  const [state, setState] = useState<{ path: string | undefined; value?: T; failure?: CallError; loading: boolean }>({
    path,
    loading: path !== undefined,
  });
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (path === undefined) return undefined;
    const gone = new AbortController();
    setState((before) => (before.path === path ? { ...before, loading: true } : { path, loading: true }));
    get<T>(path, gone.signal).then(
      (value) => setState({ path, value, loading: false }),
      (error: unknown) => {
        if (gone.signal.aborted) return;
        const failure = error instanceof CallError ? error : new CallError({ code: 'failed', message: String(error) });
        setState((before) => ({ ...before, failure, loading: false }));
      },
    );
    return () => gone.abort();
  }, [path, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const { value, failure, loading } = state;
  return { ...(value !== undefined && { value }), ...(failure && { failure }), loading, reload };
}
