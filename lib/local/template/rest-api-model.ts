/** A deployed REST API as the templates declare it, as far as the local gateway serves it. */
export interface RestApiModel {
  readonly apiId: string;
  readonly name: string;
  readonly deploymentId: string;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** One of its domains asks clients for a certificate. */
  readonly mutualTls: boolean;
  /** VPC endpoints that the resource policy of a private API lets in; absent for an API on the internet. */
  readonly vpcEndpoints?: readonly string[];
  readonly binaryMediaTypes: readonly string[];
  /** Bodies smaller than this are neither compressed nor decompressed; without it, answers are not compressed. */
  readonly minimumCompressionBytes?: number;
  readonly stage: StageModel;
  readonly methods: readonly MethodModel[];
  /** By response type, such as `ACCESS_DENIED`. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseModel>;
}

export interface StageModel {
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Format of the access log; without one nothing is logged. */
  readonly accessLogFormat?: string;
  /** Throttles by `{resource path}/{METHOD}` as in `MethodSettings`; `*` is all paths or all methods. */
  readonly throttles: ReadonlyMap<string, ThrottleModel>;
}

export interface ThrottleModel {
  /** Requests per second. */
  readonly rateLimit?: number;
  /** Requests at once. */
  readonly burstLimit?: number;
}

export interface MethodModel {
  /** Such as `/2/resources/{proxy+}`. */
  readonly resourcePath: string;
  readonly resourceId: string;
  /** An HTTP method or `ANY`. */
  readonly httpMethod: string;
  readonly authorizer?: AuthorizerModel;
  readonly apiKeyRequired: boolean;
  readonly integration: IntegrationModel;
}

export interface AuthorizerModel {
  /** Such as `method.request.header.Authorization`. */
  readonly identitySources: readonly string[];
  readonly functionArn: string;
}

/** Mapping expressions by target, such as `integration.request.header.X-Forwarded-Host` → `context.domainName`. */
type ParameterMappings = Readonly<Record<string, string>>;

export type IntegrationModel = HttpProxyIntegration | MockIntegration | FunctionIntegration;

export interface HttpProxyIntegration {
  readonly type: 'HTTP_PROXY';
  /** HTTP method of the outgoing request; `ANY` keeps the caller's. */
  readonly method: string;
  /** Such as `https://node.example/aps/2/resources/{proxy}`. */
  readonly uri: string;
  readonly requestParameters: ParameterMappings;
  readonly timeoutMs: number;
  readonly streaming?: StreamingModel;
}

export interface MockIntegration {
  readonly type: 'MOCK';
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly passthrough: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly responses: readonly MockResponse[];
}

export interface MockResponse {
  readonly statusCode: number;
  /** Regular expression over the request template's `statusCode`; the response without one is the default. */
  readonly selectionPattern?: string;
  readonly parameters: ParameterMappings;
  readonly templates: Readonly<Record<string, string>>;
}

export interface FunctionIntegration {
  readonly type: 'AWS_PROXY';
  readonly functionArn: string;
  /** Mappings, which change nothing in the event (recorded). */
  readonly requestParameters: ParameterMappings;
  readonly timeoutMs: number;
  readonly streaming?: StreamingModel;
}

/** Of an integration whose answer is passed on as it arrives. */
export interface StreamingModel {
  /** Longest pause. */
  readonly idleMs: number;
}

export interface GatewayResponseModel {
  readonly statusCode?: number;
  /** Header mappings, keyed `gatewayresponse.header.<name>`. */
  readonly parameters: ParameterMappings;
  /** Body templates by content type. */
  readonly templates: Readonly<Record<string, string>>;
}

/** A Lambda function as the templates declare it. */
export interface FunctionModel {
  readonly name: string;
  readonly arn: string;
  /** File and export, such as `index.handler`. */
  readonly handler: string;
  readonly codeDirectory: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
}
