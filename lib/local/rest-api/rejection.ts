/** Gateway response types that the local gateway answers with (Developer Guide, "Gateway response types"). */
export type ResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'AUTHORIZER_FAILURE'
  | 'BAD_REQUEST_PARAMETERS'
  | 'DEFAULT_5XX'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_API_KEY'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'QUOTA_EXCEEDED'
  | 'REQUEST_TOO_LARGE'
  | 'THROTTLED'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE';

interface RejectionOptions extends ErrorOptions {
  /** A status that no gateway response can change, such as 414. */
  readonly fixedStatus?: number;
}

/** Thrown by a stage to end the request with the gateway response of a type. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  readonly fixedStatus: number | undefined;

  constructor(
    readonly responseType: ResponseType,
    /** `$context.error.message`; `null` where AWS answers `{"message":null}`. */
    readonly shown: string | null,
    options?: RejectionOptions,
  ) {
    super(shown ?? responseType, options);
    this.fixedStatus = options?.fixedStatus;
  }
}

/** A function failed, or its result is malformed: 502 (recorded). Its response type is not recorded (inferred). */
export function malformedResult(cause: unknown): Rejection {
  return new Rejection('DEFAULT_5XX', 'Internal server error', { cause });
}
