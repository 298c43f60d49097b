/** Kinds of failure, one for each exit code of the CLI. */
export type FailureCode = 'failed' | 'usage' | 'notFound' | 'conflict';

/** A failure that the reader can act on: its message says what failed, what was found, what is allowed, what to do. */
export class OnboardingError extends Error {
  override readonly name = 'OnboardingError';

  /** @param message never contains a secret */
  constructor(
    readonly code: FailureCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** The error for a conditional write that failed because another command changed the consumer first. */
export function changedMeanwhile(consumerKey: string, cause?: unknown): OnboardingError {
  return new OnboardingError(
    'conflict',
    `Someone else changed consumer ${consumerKey} at the same time. Nothing of theirs was overwritten: look at the consumer, then try again.`,
    { cause },
  );
}
