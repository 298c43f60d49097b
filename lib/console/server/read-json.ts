import type { IncomingMessage } from 'node:http';
import { OnboardingError } from '../../onboarding/errors';

/** No action needs more; secrets and rules are short. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * Reads the JSON body of a call.
 *
 * @throws OnboardingError `usage` for a body that is too large or not JSON
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new OnboardingError('usage', 'The Content-Type of a call is application/json.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new OnboardingError('usage', `A call has at most ${MAX_BODY_BYTES / 1024} KB.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
  } catch {
    // Without the parser's message: it quotes the body, which may hold a secret.
    throw new OnboardingError('usage', 'The body of the call is not JSON.');
  }
}
