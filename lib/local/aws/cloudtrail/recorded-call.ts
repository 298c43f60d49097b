import { isObject } from '../../../is-object';
import type { AwsCall } from '../call';

/** A call to record: what was asked, and what was answered. */
export interface RecordedCall {
  readonly call: AwsCall;
  /** Path of the URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly address: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output?: unknown;
  /** Code of the error that was answered. */
  readonly errorCode?: string;
}

/** Members that hold secrets; CloudTrail leaves them out. */
const SECRET = new Set(['SecretString', 'SecretBinary', 'value']);

/** `requestParameters` of a call (CloudTrail User Guide, "Record contents"). */
export function requestParameters({ call, path, input }: RecordedCall): Readonly<Record<string, unknown>> {
  if (call.service !== 'apigateway') return withoutSecrets(input);
  const [collection, id, , keyId] = path.split('/').filter((part) => part !== '');
  const ids = collection === 'apikeys' ? { apiKey: id } : { usagePlanId: id, keyId };
  const body = Object.keys(input).length > 0 && { [`${lowerFirst(call.operation)}Input`]: withoutSecrets(input) };
  return { ...ids, template: false, ...body };
}

/** `responseElements` of a call that changes something. */
export function responseElements({ call, output, errorCode }: RecordedCall): unknown {
  return errorCode !== undefined || isRead(call) || !isObject(output) ? null : withoutSecrets(output);
}

export function isRead({ operation }: AwsCall): boolean {
  return /^(?:Get|List|Describe)/.test(operation);
}

function withoutSecrets(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      SECRET.has(name) ? [] : [[name === 'ARN' ? 'arn' : lowerFirst(name), value]],
    ),
  );
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
