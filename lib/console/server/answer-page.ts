import type { ServerResponse } from 'node:http';

/**
 * Answers with a document.
 *
 * @param rest parts of the path after the kind of document, decoded
 * @throws OnboardingError
 */
export type AnswerPage = (rest: readonly string[], response: ServerResponse) => Promise<void>;
