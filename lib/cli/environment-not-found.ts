import type { UnknownEnvironmentError } from '../config/problem';
import { OnboardingError } from '../onboarding/errors';

/** Returns the error for an environment without a folder, with the options that choose another one. */
export function environmentNotFound(error: UnknownEnvironmentError): OnboardingError {
  const remedy = '--environment chooses the environment, and --config the folder that holds it.';
  return new OnboardingError('notFound', `${error.message}\n${remedy}`, { cause: error });
}
