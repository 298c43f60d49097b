import type { GatewayDescriptor } from '../../descriptor';
import { consumerName } from '../names';
import type { AuditTrail, TrailEvent, TrailLookup } from './audit-trail';
import { type ConsumerIdentity, isOfApiKey, isOfSecret } from './consumer-events';
import { API_KEY_CHANGES, describeEvent, SECRET_CHANGES } from './describe-event';
import { stringsIn } from './event-values';
import { recordChanges } from './record-changes';

/** At two calls a second, one look-up ends within 20 seconds. A page holds 50 events of the whole account. */
const MOST_PAGES = 40;

/** The consumer whose history is read, and the time. */
export interface HistoryRequest {
  readonly gateway: GatewayDescriptor;
  readonly consumerKey: string;
  /** ARN of its credentials secret; absent if the secret is gone. */
  readonly secretArn?: string | undefined;
  /** Id of its API key; absent if its record is gone. */
  readonly apiKeyId?: string | undefined;
  readonly from: Date;
  readonly to: Date;
  /** Also who read the credentials, except the gateway's own function. */
  readonly reads: boolean;
  /** Called after each look-up. */
  readonly onLookup?: () => void;
}

/** A look-up that ended early: events of this name before this time were not looked at. */
export interface EndedEarly {
  readonly event: string;
  readonly before: Date;
}

/** A call that changed a consumer, or read its credentials. */
export interface HistoryEntry {
  readonly event: TrailEvent;
  /** The change in words. */
  readonly what: string;
}

/** Calls that changed a consumer, newest first. */
export interface ConsumerHistory {
  readonly entries: readonly HistoryEntry[];
  readonly endedEarly: readonly EndedEarly[];
}

const SECRET_EVENTS = Object.keys(SECRET_CHANGES);
/** The first one names the consumer, and with it the ids of its API keys. */
const API_KEY_EVENTS = Object.keys(API_KEY_CHANGES);

/** Number of look-ups that a history takes. */
export function lookupsOf({ reads, secretArn }: Pick<HistoryRequest, 'reads' | 'secretArn'>): number {
  return SECRET_EVENTS.length + API_KEY_EVENTS.length + (reads ? (secretArn === undefined ? 1 : 2) : 0);
}

/**
 * Reads the changes of a consumer from CloudTrail. They are looked up by the name of the operation, which every event
 * has: under which names CloudTrail lists API keys as resources is not documented, and the reads of the gateway's own
 * function would fill many pages of a secret.
 *
 * @throws OnboardingError `failed` when CloudTrail cannot be read
 */
export async function readHistory(trail: AuditTrail, request: HistoryRequest): Promise<ConsumerHistory> {
  const name = consumerName(request.gateway, request.consumerKey);
  const apiKeyIds = new Set(request.apiKeyId === undefined ? [] : [request.apiKeyId]);
  const identity: ConsumerIdentity = { name, apiKeyIds };
  const reader = new Reader(trail, request);
  for (const event of SECRET_EVENTS) await reader.changes(event, (one) => isOfSecret(one, identity));
  for (const event of API_KEY_EVENTS) {
    const found = await reader.changes(event, (one) => isOfApiKey(one, identity) || isCreationOf(name, one));
    for (const one of found) if (isCreationOf(name, one)) for (const id of createdId(one)) apiKeyIds.add(id);
  }
  if (request.reads) await reader.reads([name, request.secretArn]);
  return reader.history(name);
}

function isCreationOf(name: string, event: TrailEvent): boolean {
  return event.name === 'CreateApiKey' && stringsIn([event.request, event.response]).includes(name);
}

function createdId({ response }: TrailEvent): readonly string[] {
  const id = (response as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' ? [id] : [];
}

class Reader {
  private readonly found = new Map<string, TrailEvent>();
  private readonly endedEarly: EndedEarly[] = [];

  constructor(
    private readonly trail: AuditTrail,
    private readonly request: HistoryRequest,
  ) {}

  /** Looks up one operation, and keeps the events of the consumer. */
  changes(event: string, isWanted: (event: TrailEvent) => boolean): Promise<readonly TrailEvent[]> {
    return this.look(event, { attribute: 'EventName', value: event }, isWanted);
  }

  /** Looks up the reads of a secret by each of its names. */
  async reads(names: readonly (string | undefined)[]): Promise<void> {
    const own = `/${this.request.gateway.authorizerFunction}`;
    const isOthers = ({ name, by = '' }: TrailEvent) => name === 'GetSecretValue' && !by.endsWith(own);
    for (const value of names) {
      if (value !== undefined) await this.look('GetSecretValue', { attribute: 'ResourceName', value }, isOthers);
    }
  }

  history(name: string): ConsumerHistory {
    const { gateway, consumerKey } = this.request;
    const events = [...this.found.values()].toSorted((a, b) => a.at.getTime() - b.at.getTime());
    const members = recordChanges(name, consumerKey, events);
    const entries = events.map((event): HistoryEntry => {
      const changed = members.get(event.id)?.join(', ');
      const what = describeEvent(event, gateway);
      return { event, what: changed ? `${what}: ${changed}` : what };
    });
    return { entries: entries.toReversed(), endedEarly: this.endedEarly };
  }

  private async look(
    event: string,
    lookup: Pick<TrailLookup, 'attribute' | 'value'>,
    isWanted: (event: TrailEvent) => boolean,
  ): Promise<readonly TrailEvent[]> {
    const { from, to, onLookup } = this.request;
    const wanted: TrailEvent[] = [];
    let pages = 0;
    for await (const events of this.trail.events({ ...lookup, from, to })) {
      wanted.push(...events.filter(isWanted));
      pages += 1;
      const oldest = events.at(-1);
      if (pages === MOST_PAGES && oldest) {
        this.endedEarly.push({ event, before: oldest.at });
        break;
      }
    }
    for (const one of wanted) this.found.set(one.id, one);
    onLookup?.();
    return wanted;
  }
}
