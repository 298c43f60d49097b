import type { ComponentChildren } from 'preact';
import type { Resource } from '../use-resource';
import { Notice } from './notice';

/** Shows a resource once it is there; before that, that it is read; instead, why it could not be read. */
export function Loaded<T>({ of, children }: { of: Resource<T>; children: (value: T) => ComponentChildren }) {
  const { value, failure, loading, reload } = of;
  return (
    <>
      {failure && (
        <>
          <Notice kind="error">{failure.message}</Notice>
          <button type="button" onClick={reload}>
            Try again
          </button>
        </>
      )}
      {loading && value === undefined && !failure && (
        <p class="loading" role="status">
          Reading …
        </p>
      )}
      {value !== undefined && children(value)}
    </>
  );
}
