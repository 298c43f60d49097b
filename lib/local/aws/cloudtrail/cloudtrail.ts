import { randomUUID } from 'node:crypto';
import { DAY_MS } from '../../../periods';
import type { PretendAccount } from '../account/pretend-account';
import { page } from '../page';
import { constraint, ServiceError } from '../service-error';
import { ServiceInput } from '../service-input';
import { isRead, type RecordedCall, requestParameters, responseElements } from './recorded-call';

/** Event history keeps events this long (LookupEvents, API reference). */
const KEPT_MS = 90 * DAY_MS;
/** The newest events that are kept. */
const MOST_EVENTS = 10_000;

/** Access key ids of functions start with this, and end with the function's name. */
export const FUNCTION_ACCESS_KEY = 'function-';

interface RecordedEvent {
  readonly timeMs: number;
  readonly name: string;
  readonly resource: string | undefined;
  readonly written: Readonly<Record<string, unknown>>;
}

/** CloudTrail's event history: the calls to Secrets Manager and API Gateway that reached the stand-ins. */
export class CloudTrailStandIn {
  private readonly events: RecordedEvent[] = [];

  constructor(
    private readonly account: PretendAccount,
    private readonly now: () => Date,
  ) {}

  /** Records a call, without what is secret in it. */
  record(recorded: RecordedCall): void {
    const at = this.now();
    const request = requestParameters(recorded);
    const resource = request.secretId ?? (recorded.call.operation === 'CreateSecret' ? request.name : undefined);
    this.events.push({
      timeMs: at.getTime(),
      name: recorded.call.operation,
      resource: typeof resource === 'string' ? resource : undefined,
      written: this.written(recorded, at, request),
    });
    if (this.events.length > MOST_EVENTS) this.events.shift();
  }

  /**
   * Answers LookupEvents.
   * @throws ServiceError as AWS would
   */
  call(operation: string, members: Readonly<Record<string, unknown>>): unknown {
    if (operation !== 'LookupEvents') {
      throw new ServiceError('UnknownOperationException', `cloudtrail:${operation} has no stand-in`);
    }
    const input = new ServiceInput(members);
    const [from, to] = [(input.number('StartTime') ?? 0) * 1000, (input.number('EndTime') ?? Infinity) * 1000];
    const oldest = Math.max(from, this.now().getTime() - KEPT_MS);
    const isWanted = wanted(input.structures('LookupAttributes'));
    const found = this.events.filter((event) => event.timeMs >= oldest && event.timeMs <= to && isWanted(event));
    const size = input.number('MaxResults') ?? 50;
    if (size < 1 || size > 50) throw constraint('maxResults', 'a number from 1 to 50');
    const { items, next } = page(found.toReversed(), size, input.text('NextToken'));
    return { Events: items.map(({ written }) => written), NextToken: next };
  }

  private written(recorded: RecordedCall, at: Date, request: Readonly<Record<string, unknown>>) {
    const { call, headers, address, errorCode } = recorded;
    const [id, eventTime, eventSource] = [randomUUID(), at.toISOString(), `${call.service}.amazonaws.com`];
    const record = {
      eventVersion: '1.11',
      userIdentity: this.identity(headers),
      eventTime,
      eventSource,
      eventName: call.operation,
      sourceIPAddress: address,
      userAgent: headers['user-agent'],
      ...(errorCode !== undefined && { errorCode }),
      requestParameters: request,
      responseElements: responseElements(recorded),
      readOnly: isRead(call),
      eventID: id,
    };
    return {
      EventId: id,
      EventName: call.operation,
      EventTime: at.getTime() / 1000,
      EventSource: eventSource,
      ReadOnly: String(isRead(call)),
      CloudTrailEvent: JSON.stringify(record),
    };
  }

  /** A function has a role of its own; everyone else is the account's caller. */
  private identity({ authorization }: RecordedCall['headers']) {
    const { accountId, callerArn } = this.account;
    const [, accessKeyId = ''] = /Credential=([^/]+)\//.exec(String(authorization)) ?? [];
    const name = accessKeyId.startsWith(FUNCTION_ACCESS_KEY)
      ? accessKeyId.slice(FUNCTION_ACCESS_KEY.length)
      : undefined;
    const arn = name === undefined ? callerArn : `arn:aws:sts::${accountId}:assumed-role/${name}/${name}`;
    return { type: arn.includes(':assumed-role/') ? 'AssumedRole' : 'IAMUser', arn, accountId, accessKeyId };
  }
}

/** CloudTrail filters by one attribute; the stand-in knows those that the commands of this package use. */
function wanted([attribute, ...more]: readonly ServiceInput[]): (event: RecordedEvent) => boolean {
  if (more.length > 0) throw invalid('Only one lookup attribute is supported.');
  if (!attribute) return () => true;
  const [key, value] = [attribute.text('AttributeKey'), attribute.text('AttributeValue')];
  if (key === 'EventName') return ({ name }) => name === value;
  if (key === 'ResourceName') return ({ resource }) => resource === value;
  throw invalid(`The lookup attribute ${key} has no stand-in.`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidLookupAttributesException', message);
}
