import type { ComponentChildren } from 'preact';

/** A sentence that must be noticed; errors are read out at once. */
export function Notice({ kind, children }: { kind: 'error' | 'warn' | 'info' | 'done'; children: ComponentChildren }) {
  return (
    <p class={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {children}
    </p>
  );
}
