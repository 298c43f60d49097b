import type { GatewayLog } from '../gateway/names';
import { isObject } from '../is-object';
import type { LogLine } from '../onboarding/ports';

/** Members of a JSON line. */
export type Fields = Readonly<Record<string, unknown>>;

/** A line about one request. */
export interface LogEntry {
  readonly log: GatewayLog;
  /** The id that callers get: API Gateway's extended request id, which no caller can choose. */
  readonly requestId: string;
  readonly fields: Fields;
}

/** The member with the caller's id, by log. */
const ID_MEMBERS: Readonly<Record<GatewayLog, string>> = {
  access: 'requestId',
  authorizer: 'extendedRequestId',
  forwarder: 'requestId',
};

/** Returns which log of a gateway a log group is, by its name; `undefined` for other groups. */
export function logOf(logGroup: string): GatewayLog | undefined {
  const [, log] = /^\/aps-gateway\/[^/]+\/[^/]+(?:\/[^/]+)?\/(access|authorizer|forwarder)$/.exec(logGroup) ?? [];
  return log as GatewayLog | undefined;
}

/** Reads a line. Returns `undefined` for lines about no request, such as those that Lambda writes itself. */
export function readLogEntry({ logGroup, text }: LogLine): LogEntry | undefined {
  const log = logOf(logGroup);
  const fields = parsed(text);
  const requestId = log && fields && textOf(fields, ID_MEMBERS[log]);
  return log && fields && requestId !== undefined ? { log, requestId, fields } : undefined;
}

/** Returns a member as text; `undefined` if it is absent, empty, or `-`, which API Gateway writes for no value. */
export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;
}

/** Returns a member as a number; `undefined` if it is not one. */
export function numberOf(fields: Fields, name: string): number | undefined {
  const text = textOf(fields, name);
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function parsed(text: string): Fields | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
