import { OnboardingError } from '../errors';

/** Tests whether an error is one of these AWS exceptions. */
export function isAwsError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

const DENIED = /is not authorized to perform: ([\w:*-]+)(?: on resource: (\S+))?/;
const THROTTLED = ['TooManyRequestsException', 'ThrottlingException', 'LimitExceededException'];
const LOCAL_ENDPOINT = 'set AWS_ENDPOINT_URL to the endpoint that it prints';

/** Turns an AWS error into one that says what to do; an OnboardingError is returned as it is. */
export function explained(error: unknown, permission: string): unknown {
  if (error instanceof OnboardingError || !(error instanceof Error)) return error;
  const failed = (message: string) => new OnboardingError('failed', message, { cause: error });
  if (isAwsError(error, 'AccessDeniedException', 'AccessDenied', 'UnauthorizedException')) {
    const [, action = permission, resource] = DENIED.exec(error.message) ?? [];
    return failed(
      `AWS denied access: the permission ${action} is missing${resource ? ` for ${resource}` : ''}. The policies aps-gateway-<environment>-viewer, -onboarder and -rotator of the platform stack hold what the commands need.`,
    );
  }
  if (isAwsError(error, ...THROTTLED)) {
    return failed(
      `AWS throttled ${permission} for too long. Run the same command again: it continues where it stopped.`,
    );
  }
  if (isAwsError(error, 'CredentialsProviderError', 'ExpiredTokenException', 'UnrecognizedClientException')) {
    return failed(
      `AWS credentials: ${error.message.replace(/\.$/, '')}. Sign in, or name a profile (AWS_PROFILE); for npm start, ${LOCAL_ENDPOINT}.`,
    );
  }
  if (/Region is missing/.test(error.message))
    return failed(`AWS region: not set. Name a region (AWS_REGION); for npm start, ${LOCAL_ENDPOINT}.`);
  return failed(`${permission} failed: ${error.name}: ${error.message || 'no answer'}.`);
}

/**
 * Returns a member of an AWS answer that the SDK types as optional.
 *
 * @throws OnboardingError `failed` when it is missing
 */
export function answered<T>(value: T | undefined, operation: string, member: string): T {
  if (value !== undefined) return value;
  throw new OnboardingError('failed', `${operation}: AWS's answer has no ${member}. Run the same command again.`);
}
