import type { TrailEvent } from './audit-trail';
import { stringsIn } from './event-values';

/** Names and ids by which events name a consumer. */
export interface ConsumerIdentity {
  /** Name of its credentials secret and of its API key. */
  readonly name: string;
  /** Ids of its API keys, those of deleted ones included. */
  readonly apiKeyIds: ReadonlySet<string>;
}

/** Tests whether an event of Secrets Manager names the credentials secret, by its name or ARN. */
export function isOfSecret({ request, response }: TrailEvent, { name }: ConsumerIdentity): boolean {
  return [...stringsIn(request), ...stringsIn(response)].some((text) => text === name || isArnOf(name, text));
}

/**
 * Tests whether an event of API Gateway names an API key of the consumer by its id. Which member of the event has it is
 * not documented.
 */
export function isOfApiKey({ request, response }: TrailEvent, { apiKeyIds }: ConsumerIdentity): boolean {
  return [...stringsIn(request), ...stringsIn(response)].some((text) => apiKeyIds.has(text));
}

/** The ARN of a secret has a suffix of six characters, which callers may leave out. */
function isArnOf(name: string, text: string): boolean {
  if (!text.startsWith('arn:')) return false;
  const resource = text.split(':').slice(6).join(':');
  return (
    resource === name || (resource.startsWith(`${name}-`) && /^[A-Za-z0-9]{6}$/.test(resource.slice(name.length + 1)))
  );
}
