import type { AccountRequest } from '../account/account';
import { queryResult } from '../account/query-xml';
import { page } from '../page';
import { seconds } from '../secrets-manager/stored-secret';
import { ServiceError } from '../service-error';
import { ServiceInput } from '../service-input';
import { type FailuresOf, insightReport } from './insight-report';
import { type AnswersOf, metricData } from './metric-data';
import { PretendFleet } from './pretend-fleet';

/** An operation that the fleet answers. */
export interface FleetCall {
  readonly service: 'cloudformation' | 'cloudwatch' | 'acm' | 'lambda';
  readonly operation: string;
}

const TARGETS: Readonly<Record<string, FleetCall>> = {
  'GraniteServiceVersion20100801.DescribeAlarms': { service: 'cloudwatch', operation: 'DescribeAlarms' },
  'GraniteServiceVersion20100801.GetMetricData': { service: 'cloudwatch', operation: 'GetMetricData' },
  'GraniteServiceVersion20100801.GetInsightRuleReport': { service: 'cloudwatch', operation: 'GetInsightRuleReport' },
  'CertificateManager.DescribeCertificate': { service: 'acm', operation: 'DescribeCertificate' },
};
const FUNCTION = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/;
const ALARMS_PER_PAGE = 100;

/** Answers the calls with which a status reads stacks, functions, certificates, alarms and metrics, and a report of failed attempts. */
export class FleetStandIn {
  readonly fleet = new PretendFleet();

  /**
   * @param answersOf returns the answers of a REST API by its name
   * @param failuresOf returns failed attempts by the name of the rule that counts them
   */
  constructor(
    private readonly answersOf: AnswersOf = () => [],
    private readonly failuresOf: FailuresOf = () => undefined,
  ) {}

  /** The operation that a request stands for, or `undefined`. */
  recognise({ method, path, target, body }: AccountRequest): FleetCall | undefined {
    if (Object.hasOwn(TARGETS, target)) return TARGETS[target];
    if (method === 'GET' && FUNCTION.test(path)) return { service: 'lambda', operation: 'GetFunctionConfiguration' };
    const isStacks = method === 'POST' && path === '/' && new URLSearchParams(body).get('Action') === 'DescribeStacks';
    return isStacks ? { service: 'cloudformation', operation: 'DescribeStacks' } : undefined;
  }

  /** Answers an operation: text is XML, anything else JSON (API references of the services). */
  call({ operation }: FleetCall, { path, body }: AccountRequest): unknown {
    switch (operation) {
      case 'DescribeStacks':
        return queryResult(operation, { Stacks: [this.stack(new URLSearchParams(body).get('StackName') ?? '')] });
      case 'GetFunctionConfiguration':
        return this.functionConfiguration(decodeURIComponent(FUNCTION.exec(path)?.[1] ?? ''));
      case 'DescribeCertificate':
        return { Certificate: this.certificate(inputOf(body)) };
      case 'GetMetricData':
        return { MetricDataResults: metricData(inputOf(body), this.answersOf) };
      case 'GetInsightRuleReport':
        return insightReport(inputOf(body), this.failuresOf);
      default:
        return this.alarms(inputOf(body));
    }
  }

  private stack(name: string) {
    const stack = this.fleet.stacks.get(name);
    if (!stack) throw new ServiceError('ValidationError', `Stack with id ${name} does not exist`, 400);
    const { status, drift, driftCheckedAt, tags = {} } = stack;
    return {
      StackName: name,
      StackStatus: status,
      CreationTime: '2026-01-01T00:00:00Z',
      DriftInformation: { StackDriftStatus: drift, LastCheckTimestamp: driftCheckedAt?.toISOString() },
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    };
  }

  private functionConfiguration(name: string) {
    const State = this.fleet.functions.get(name);
    const Variables = this.fleet.variables.get(name);
    if (State !== undefined) return { FunctionName: name, State, ...(Variables && { Environment: { Variables } }) };
    throw new ServiceError('ResourceNotFoundException', `Function not found: ${name}`, 404);
  }

  private certificate(input: ServiceInput) {
    const CertificateArn = input.text('CertificateArn') ?? '';
    const certificate = this.fleet.certificates.get(CertificateArn);
    if (!certificate) {
      throw new ServiceError('ResourceNotFoundException', `Could not find certificate ${CertificateArn}.`);
    }
    const { status: Status, type: Type, expiresAt } = certificate;
    return { CertificateArn, Status, Type, NotAfter: seconds(expiresAt) };
  }

  /** Every alarm here is open, so the parameter StateValue needs no attention. */
  private alarms(input: ServiceInput) {
    const prefix = input.text('AlarmNamePrefix') ?? '';
    const matching = this.fleet.alarms.filter(({ name }) => name.startsWith(prefix));
    const { items, next } = page(matching, ALARMS_PER_PAGE, input.text('NextToken'));
    return {
      MetricAlarms: items.map(({ name, since, reason }) => ({
        AlarmName: name,
        StateValue: 'ALARM',
        StateReason: reason,
        StateTransitionedTimestamp: seconds(since),
      })),
      NextToken: next,
    };
  }
}

function inputOf(body: string): ServiceInput {
  return new ServiceInput(JSON.parse(body) as Record<string, unknown>);
}
