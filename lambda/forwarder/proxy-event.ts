/** Names with their values, as API Gateway's multi-value maps have them. */
export type MultiValues = Readonly<Record<string, readonly string[]>>;

/** The parts of a Lambda proxy event that the forwarder uses. */
export interface ReceivedRequest {
  readonly method: string;
  /** Resource of the API that the path matched, such as `/2/resources/{proxy+}`. */
  readonly resource: string;
  /** As requested, percent-encoded. */
  readonly path: string;
  /** Host that the consumer called. */
  readonly domainName: string;
  readonly extendedRequestId: string;
  /** Authorization header for the node, from the authorizer's context. */
  readonly authorization: string;
  readonly headers: MultiValues;
  /** Decoded; a parameter without a value has an empty one. */
  readonly query: MultiValues;
  readonly body: Buffer;
}

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a Lambda proxy event of a request that the authorizer allowed: without the header that it wrote, there is nothing
 * to forward, because it did not see the request (API Gateway developer guide, "Input format of a Lambda function for proxy integration").
 *
 * @throws TypeError that names the first member of the wrong type
 */
export function readProxyEvent(event: unknown): ReceivedRequest {
  const root = readObject(event, 'event');
  const context = readObject(root.requestContext, 'requestContext');
  const body = root.body ?? '';
  const authorizer = readObject(context.authorizer, 'requestContext.authorizer');
  return {
    method: readText(root.httpMethod, 'httpMethod'),
    resource: readText(root.resource, 'resource'),
    path: readText(context.path, 'requestContext.path'),
    domainName: readText(context.domainName, 'requestContext.domainName'),
    extendedRequestId: readText(context.extendedRequestId, 'requestContext.extendedRequestId'),
    authorization: readText(authorizer.authorization, 'requestContext.authorizer.authorization'),
    headers: readMultiValues(root.multiValueHeaders, 'multiValueHeaders'),
    query: readMultiValues(root.multiValueQueryStringParameters, 'multiValueQueryStringParameters'),
    body: Buffer.from(readText(body, 'body'), root.isBase64Encoded === true ? 'base64' : 'utf8'),
  };
}

/** Reads a multi-value map; API Gateway sends `null` for an empty one. */
function readMultiValues(value: unknown, member: string): MultiValues {
  // From entries: assigning a name such as __proto__ would not add it.
  return Object.fromEntries(
    Object.entries(readObject(value ?? {}, member)).map(([name, values]) => [name, readTexts(values, member)]),
  );
}

function readTexts(value: unknown, member: string): readonly string[] {
  if (!Array.isArray(value)) throw unexpected(member, 'a map of lists of texts');
  return value.map((text: unknown) => readText(text, member));
}

function readObject(value: unknown, member: string): JsonObject {
  if (isObject(value)) return value;
  throw unexpected(member, 'an object');
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readText(value: unknown, member: string): string {
  if (typeof value === 'string') return value;
  throw unexpected(member, 'a text');
}

function unexpected(member: string, expected: string): TypeError {
  return new TypeError(
    `The forwarder received an event that is not a Lambda proxy event of an allowed request: ${member} should be ${expected}`,
  );
}
