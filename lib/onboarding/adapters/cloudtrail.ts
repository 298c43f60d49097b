import { isObject } from '../../is-object';
import type { AuditTrail, TrailEvent, TrailLookup } from '../history/audit-trail';
import { answered, explained } from './aws-error';
import { CloudTrailClient, type Event, LookupEventsCommand } from './cloudtrail-sdk';
import { type Pace, type PaceClock, paced } from './pace';
import { type AwsClientConfig, serviceConfig } from './service-config';

/** "The rate of lookup requests is limited to two per second, per account, per Region" (LookupEvents, API reference). */
const RATE = { ratePerSecond: 2, burst: 2 };
const OPERATION = 'cloudtrail:LookupEvents';

/** The event history of CloudTrail, paced to what it allows. */
export class CloudTrailEvents implements AuditTrail {
  private readonly client: CloudTrailClient;
  private readonly pace: Pace;

  constructor(config: AwsClientConfig, clock: PaceClock) {
    this.client = new CloudTrailClient(serviceConfig(config, 'cloudTrail'));
    this.pace = paced(RATE, clock);
  }

  async *events({ attribute, value, from, to }: TrailLookup): AsyncIterable<readonly TrailEvent[]> {
    let NextToken: string | undefined;
    do {
      await this.pace();
      const command = new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: attribute, AttributeValue: value }],
        StartTime: from,
        EndTime: to,
        MaxResults: 50,
        ...(NextToken !== undefined && { NextToken }),
      });
      const page = await this.client.send(command).catch((error: unknown) => {
        throw explained(error, OPERATION);
      });
      yield (page.Events ?? []).map(trailEvent);
      ({ NextToken } = page);
    } while (NextToken !== undefined);
  }
}

/** Reads an event; its JSON text has what the members of the answer lack (CloudTrail User Guide, "Record contents"). */
function trailEvent({ EventId, EventName, EventTime, CloudTrailEvent = '{}' }: Event): TrailEvent {
  const record = object(parsed(CloudTrailEvent));
  const identity = object(record.userIdentity);
  const by = text(identity.arn) ?? text(identity.invokedBy) ?? text(identity.type);
  const [address, errorCode] = [text(record.sourceIPAddress), text(record.errorCode)];
  return {
    id: answered(EventId, OPERATION, 'EventId'),
    name: answered(EventName, OPERATION, 'EventName'),
    at: answered(EventTime, OPERATION, 'EventTime'),
    ...(by !== undefined && { by }),
    ...(address !== undefined && { address }),
    ...(errorCode !== undefined && { errorCode }),
    request: record.requestParameters,
    response: record.responseElements,
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
