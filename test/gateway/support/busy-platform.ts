import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import dynalite from 'dynalite';
import jsonata from 'jsonata';
import { readSheddingLevels, type SheddingLevels, sheddingTableName } from '../../../lambda/authorizer/contract';
import type { AutomaticSheddingConfig } from '../../../lib/config/shedding-config';
import { AutomaticShedding } from '../../../lib/gateway/shedding/automatic-shedding';
import { DynamoDbShedding } from '../../../lib/onboarding/adapters/dynamodb-shedding';
import { localClient } from '../../conformance/read-descriptor';
import { type Definition, execution } from './state-machine';
import { onlyResource, text } from './synthesis';

/** Requests that the gateways sent to UI nodes in one minute. A count of 0 is missing: the metric filter counts no line. */
export interface Minute {
  readonly requests: number;
  readonly failures?: number;
  readonly slow?: number;
}

const ENVIRONMENT = 'unit';
const TableName = sheddingTableName(ENVIRONMENT);
const MINUTE_MS = 60_000;
const INTEGRATION = 'arn:${AWS::Partition}:states:::aws-sdk';
/** A clock of its own, in whole minutes. */
const START = Date.parse('2026-11-26T08:00:00Z');

interface Alarm {
  readonly name: string;
  readonly expression: string;
  readonly datapoints: number;
  readonly of: number;
}

/**
 * Plays automatic shedding over the synthesized alarm, rule and state machine, and DynamoDB, minute by minute: CloudWatch's
 * part, EventBridge's and Step Functions' are played here. Date is the test's own.
 */
export class BusyPlatform {
  private readonly server: Server = dynalite({ createTableMs: 0 });
  private readonly parts: { alarm: Alarm; pattern: object; definition: Definition };
  private client!: DynamoDBClient;
  private readonly datapoints: number[] = [];
  private running: { steps: AsyncGenerator<number, void>; atMs: number; endMs: number }[] = [];
  /** State of the alarm; `undefined` once it is deleted. */
  alarmState: string | undefined = 'OK';
  /** Errors with which the next writes fail, by name. */
  readonly failures: string[] = [];
  /** Executions that the rule started. */
  started = 0;
  writes = 0;
  /** The commands that operators have for the table. */
  operator!: DynamoDbShedding;

  constructor(automatic: AutomaticSheddingConfig) {
    this.parts = synthesized(automatic);
  }

  async open(): Promise<void> {
    jest.useFakeTimers({ now: START, doNotFake: EVERYTHING_BUT_DATE });
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    const endpoint = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    this.client = new DynamoDBClient(localClient(endpoint));
    this.operator = new DynamoDbShedding({ ...localClient(endpoint), endpoints: {} });
    const AttributeDefinitions = [{ AttributeName: 'item', AttributeType: 'S' as const }];
    const KeySchema = [{ AttributeName: 'item', KeyType: 'HASH' as const }];
    const BillingMode = 'PAY_PER_REQUEST';
    await this.client.send(new CreateTableCommand({ TableName, AttributeDefinitions, KeySchema, BillingMode }));
  }

  async close(): Promise<void> {
    this.client.destroy();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
    jest.useRealTimers();
  }

  /** Lets minutes pass; the alarm is evaluated at the end of each. */
  async pass(minutes: number, traffic: Minute): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 1) {
      await this.wait(1);
      this.datapoints.push(await this.busy(traffic));
      const { of, datapoints } = this.parts.alarm;
      const busy = this.datapoints.slice(-of).filter((value) => value >= 1).length;
      await this.become(busy >= datapoints ? 'ALARM' : 'OK');
    }
  }

  /** Lets minutes pass without a look at the alarm. */
  wait(minutes: number): Promise<void> {
    return this.runUntil(Date.now() + minutes * MINUTE_MS);
  }

  /** Changes the state of the alarm, and sends its event if that is another one. */
  async become(value: string): Promise<void> {
    if (value === this.alarmState) return;
    const event = stateChange(this.parts.alarm.name, value, this.alarmState ?? 'INSUFFICIENT_DATA');
    this.alarmState = value;
    if (!matches(this.parts.pattern, event)) return;
    this.started += 1;
    const endMs = Date.now() + this.parts.definition.TimeoutSeconds * 1000;
    this.running.push({
      steps: execution(this.parts.definition, (resource, input) => this.call(text(resource), input)),
      atMs: Date.now(),
      endMs,
    });
    await this.runUntil(Date.now());
  }

  /** Executions that still run. */
  get executions(): number {
    return this.running.length;
  }

  /** The levels as the authorizer reads them. */
  async levels(): Promise<SheddingLevels> {
    const { Item } = await this.client.send(new GetItemCommand({ TableName, Key: { item: { S: 'shedding' } } }));
    return readSheddingLevels(Item, Date.now());
  }

  private async runUntil(untilMs: number): Promise<void> {
    for (;;) {
      const next = this.running.toSorted((a, b) => a.atMs - b.atMs)[0];
      if (!next || next.atMs > untilMs) break;
      jest.setSystemTime(next.atMs);
      const { value, done } = next.atMs >= next.endMs ? { value: undefined, done: true } : await next.steps.next();
      if (done) this.running = this.running.filter((one) => one !== next);
      else next.atMs += value! * 1000;
    }
    jest.setSystemTime(untilMs);
  }

  /** Evaluates the alarm's expression: metric math is JSONata, but for the names of functions and operators. */
  private async busy({ requests, failures = 0, slow = 0 }: Minute): Promise<number> {
    const expression = this.parts.alarm.expression
      .replaceAll(/\b(IF|FILL)\(/g, '$$$1(')
      .replaceAll(/\b(AND|OR)\b/g, (word) => word.toLowerCase());
    const data = { ...(requests && { requests }), ...(failures && { failures }), ...(slow && { slow }) };
    const result: unknown = await jsonata(expression).evaluate(data, {
      IF: (holds: unknown, then: number, otherwise: number) => (holds === true ? then : otherwise),
      FILL: (value: number | undefined, missing: number) => value ?? missing,
    });
    return Number(result);
  }

  private async call(resource: string, input: unknown): Promise<unknown> {
    if (resource === `${INTEGRATION}:cloudwatch:describeAlarms`) return this.describeAlarms(input);
    assert.equal(resource, `${INTEGRATION}:dynamodb:updateItem`);
    this.writes += 1;
    const failure = this.failures.shift();
    if (failure !== undefined) throw Object.assign(new Error(failure), { name: failure });
    try {
      return await this.client.send(new UpdateItemCommand(input as UpdateItemCommandInput));
    } catch (error) {
      throw Object.assign(new Error('DynamoDB', { cause: error }), { name: `DynamoDb.${(error as Error).name}` });
    }
  }

  private describeAlarms(input: unknown): unknown {
    assert.deepEqual(input, { AlarmNames: [this.parts.alarm.name], AlarmTypes: ['MetricAlarm'] });
    const alarm = { AlarmName: this.parts.alarm.name, StateValue: this.alarmState, ActionsEnabled: true };
    return { CompositeAlarms: [], MetricAlarms: this.alarmState === undefined ? [] : [alarm] };
  }
}

const EVERYTHING_BUT_DATE: FakeableAPI[] = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
];

function synthesized(automatic: AutomaticSheddingConfig) {
  const stack = new Stack(new App(), 'Platform');
  new AutomaticShedding(stack, 'Shedding', { environment: ENVIRONMENT, automatic, key: undefined, topic: undefined });
  const template = Template.fromStack(stack);
  const alarm = onlyResource(template, 'AWS::CloudWatch::Alarm').Properties;
  const metrics = alarm['Metrics'] as readonly { readonly Expression?: string }[];
  const { EventPattern } = onlyResource(template, 'AWS::Events::Rule').Properties;
  const { Definition } = onlyResource(template, 'AWS::StepFunctions::StateMachine').Properties;
  const { resources: [arn] = [], ...pattern } = EventPattern as { resources?: unknown[] };
  assert.match(text(arn), /^\$\{SheddingAlarm\w+\.Arn\}$/);
  const name = String(alarm['AlarmName']);
  return {
    alarm: {
      name,
      expression: metrics.find(({ Expression }) => Expression !== undefined)!.Expression!,
      datapoints: Number(alarm['DatapointsToAlarm']),
      of: Number(alarm['EvaluationPeriods']),
    },
    pattern: { ...pattern, resources: [arnOf(name)] },
    definition: Definition as Definition,
  };
}

function arnOf(alarmName: string): string {
  return `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${alarmName}`;
}

/** The event of an alarm on a metric math expression (CloudWatch user guide, "Alarm events and EventBridge"). */
function stateChange(alarmName: string, value: string, previous: string) {
  const timestamp = new Date().toISOString().replace('Z', '+0000');
  return {
    version: '0',
    id: '2dde0eb1-528b-d2d5-9ca6-6d590caf2329',
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '111122223333',
    time: new Date().toISOString(),
    region: 'eu-central-1',
    resources: [arnOf(alarmName)],
    detail: {
      alarmName,
      configuration: { description: 'the UI nodes fail or are slow', metrics: [] },
      previousState: { reason: 'earlier', timestamp, value: previous },
      state: { reason: 'Threshold Crossed', timestamp, value },
    },
  };
}

/** Matches an event against a pattern of exact values (EventBridge user guide, "Event patterns"). */
function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return [event].flat().some((value) => pattern.includes(value));
  const members = event as Readonly<Record<string, unknown>> | undefined;
  return Object.entries(pattern as object).every(([name, member]) => matches(member, members?.[name]));
}
