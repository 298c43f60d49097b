/** An error that a stand-in answers, in AWS's words. */
export class ServiceError extends Error {
  constructor(
    /** Name of the exception in the service's API reference. */
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = 'ServiceError';
  }
}

/** `ValidationException` of the JSON services, for a member outside its documented constraint. */
export function constraint(member: string, expected: string): ServiceError {
  return new ServiceError(
    'ValidationException',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: ${expected}`,
  );
}

/** The REST errors of API Gateway. */
export const apiGatewayError = {
  badRequest: (message: string) => new ServiceError('BadRequestException', message, 400),
  notFound: (message: string) => new ServiceError('NotFoundException', message, 404),
  conflict: (message: string) => new ServiceError('ConflictException', message, 409),
} as const;
