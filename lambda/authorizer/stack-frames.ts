/** Most frames that one log line names. */
const MAX_FRAMES = 8;

// `    at name (/folder/file.js:12:34)`, of which name and parentheses may be missing.
const FRAME = /^ {4}at (?:async )?(?:([\w$.<>[\] ]{1,80}) \()?(?:[^()]*[\\/])?([\w.:-]{1,80}:\d+):\d+\)?$/;

/**
 * Lists where an error came from, innermost first, as `function file:line`. Leaves out the error's message, which may
 * hold data of the request.
 */
export function stackFrames({ stack = '', message }: Error): readonly string[] {
  const messageAt = stack.indexOf(message);
  // The message was changed after the stack was captured, so the old message in the stack cannot be cut out.
  if (messageAt < 0) return [];
  return stack
    .slice(messageAt + message.length)
    .split('\n')
    .map((line) => FRAME.exec(line))
    .filter((match) => match !== null)
    .slice(0, MAX_FRAMES)
    .map(([, name = '', place = '']) => `${name} ${place}`.trimStart());
}
