import { createColors } from 'picocolors';

/** Colours for a stream: only on a terminal, and none if NO_COLOR is set. picocolors by default also colours in CI. */
export function colorsFor(
  stream: { readonly isTTY?: boolean },
  environmentVariables: Readonly<Record<string, string | undefined>>,
): ReturnType<typeof createColors> {
  const { NO_COLOR = '', TERM } = environmentVariables;
  return createColors(stream.isTTY === true && NO_COLOR === '' && TERM !== 'dumb');
}
