/** Why a command did not do what it was asked to; each stands for one exit code of the CLI. */
export type FailureCode = 'failed' | 'usage' | 'notFound' | 'conflict';

/** A failure that a person can act on: what, what was got and expected, what to do. Never holds a secret. */
export class OnboardingError extends Error {
  override readonly name = 'OnboardingError';

  constructor(
    readonly code: FailureCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Somebody else changed the same thing since it was read; nothing was overwritten. */
export function changedMeanwhile(consumerKey: string, cause?: unknown): OnboardingError {
  return new OnboardingError(
    'conflict',
    `Somebody else changed consumer ${consumerKey} at the same time. Nothing of theirs was overwritten: look at the consumer with "consumer show", then run the command again.`,
    { cause },
  );
}
