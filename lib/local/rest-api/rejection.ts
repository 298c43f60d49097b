/** Response types of API Gateway that the local gateway gives (Developer Guide, "Gateway response types"). */
export type ResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'AUTHORIZER_FAILURE'
  | 'BAD_REQUEST_PARAMETERS'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_API_KEY'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'QUOTA_EXCEEDED'
  | 'REQUEST_TOO_LARGE'
  | 'THROTTLED'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE';

/** Thrown by a stage that ends the request; becomes the gateway response of its type. */
export class Rejection extends Error {
  override readonly name = 'Rejection';

  constructor(
    readonly responseType: ResponseType,
    /** `$context.error.message`; `null` where AWS answers `{"message":null}`. */
    readonly told: string | null,
    options?: ErrorOptions & {
      /** Status that no gateway response can change, such as 414. */
      readonly fixedStatus?: number;
    },
  ) {
    super(told ?? responseType, options);
    this.fixedStatus = options?.fixedStatus;
  }

  readonly fixedStatus: number | undefined;
}
