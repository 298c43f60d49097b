import { OnboardingError } from '../errors';

/** Whether an AWS error is of one of these exceptions. */
export function isAwsError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

const DENIED = /is not authorized to perform: ([\w:*-]+)(?: on resource: (\S+))?/;
const THROTTLED = ['TooManyRequestsException', 'ThrottlingException', 'LimitExceededException'];
const LOCAL_ENDPOINT = 'give the endpoint that it prints, as --endpoint-url or AWS_ENDPOINT_URL';

/** Says what an AWS error asks of a person; errors that are understood already stay as they are. */
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
      `AWS throttled ${permission} for longer than is waited. Run the same command again: it goes on where it stopped.`,
    );
  }
  if (isAwsError(error, 'CredentialsProviderError', 'ExpiredTokenException', 'UnrecognizedClientException')) {
    return failed(
      `AWS credentials: ${error.message.replace(/\.$/, '')}. Sign in, or name a profile with --profile; for npm start, ${LOCAL_ENDPOINT}.`,
    );
  }
  if (/Region is missing/.test(error.message))
    return failed(
      `AWS region: none is set. Use --region, AWS_REGION, or region in the environment's platform.yaml; for npm start, ${LOCAL_ENDPOINT}.`,
    );
  return failed(`${permission} failed: ${error.name}: ${error.message || 'no answer'}.`);
}

/**
 * Returns a member of an AWS answer that the SDK types as optional.
 *
 * @throws OnboardingError `failed` when it is missing
 */
export function answered<T>(value: T | undefined, operation: string, member: string): T {
  if (value !== undefined) return value;
  throw new OnboardingError('failed', `${operation}: the answer of AWS has no ${member}. Run the same command again.`);
}
