import { AFTER_AUTHORIZER } from '../../lambda/authorizer/contract';
import type { Capability, CaseGroup, ConformanceCase } from '../conformance/case';
import { CASES } from '../conformance/cases';
import type { Target } from '../conformance/target';
import { schemesOf } from '../descriptor';
import { BACKENDS, checkBackends, routesWithBackends } from './backends';
import { checkConnection, CONNECTION, codeOf } from './connection';
import { callDirectly, concludeDirect, DIRECT } from './direct-call';
import { type Facts, isRefusedByPolicy, refusalCode } from './explain-failure';
import { concludeForwarding, FORWARDING, seeForwarding } from './forwarding';
import { isDeclared, type KnownGateway, networkOf } from './gateway-target';
import { limited } from './limited';
import { failed, held, type Line, type Subject, unknown } from './line';
import { Pace } from './pace';
import { lineOf, runLine, runUnthrottled } from './run-line';
import { provokeThrottle, THROTTLE } from './throttle';

/** A gateway to verify, and how. */
export interface VerifyRequest {
  readonly gateway: KnownGateway;
  readonly target: Target;
  readonly now: Date;
  /** Ids of the lines to check; all when absent. The simplest correct request is always sent. */
  readonly only?: ReadonlySet<string>;
  /** The platform's brand endpoint, for a call without the gateway. */
  readonly brandEndpoint?: string;
  /** Sends requests until a throttle refuses one. */
  readonly throttle: boolean;
}

/** The line of the simplest correct request; without it, nothing is verified. */
export const ALWAYS = 'list';
/** Refused over httpProxy only. */
const SLASH = 'trailing-slash';

/** Needs of cases that need consumers or a state made for them. */
const LIMITS: readonly Capability[] = [
  'metering',
  'throttling',
  'lockout',
  'operationGroups',
  'vpcEndpoints',
  'shedding',
];

/** Every line of a verification, in its order. */
export const SUBJECTS: readonly Subject[] = [
  ...Object.values(CONNECTION),
  ...casesOf('accepted'),
  BACKENDS,
  DIRECT,
  ...casesOf('payloads'),
  ...casesOf('rql'),
  FORWARDING,
  ...casesOf('tokens'),
  ...casesOf('refused'),
  ...casesOf('routes'),
  THROTTLE,
];

/**
 * Verifies a gateway by requests with a signature or a bearer token. Each line is a promise, so that it can be shown once those before it are known;
 * none rejects.
 *
 * @returns the chosen lines, in the order of `SUBJECTS`
 */
export function verifyGateway(request: VerifyRequest): readonly Promise<Line>[] {
  const run = new Verification(request);
  return SUBJECTS.filter((subject) => isWanted(request, subject)).map((subject) => run.line(subject));
}

/** Tests whether a line is asked for. Lines about what a gateway does not declare are only shown by name. */
function isWanted({ gateway, target, only }: VerifyRequest, { id, group }: Subject): boolean {
  if (id === ALWAYS) return true;
  if (only) return only.has(id);
  if (id === BACKENDS.id) return routesWithBackends(gateway).length > 0;
  return group !== 'tokens' || target.tokens !== undefined || schemesOf(gateway).includes('bearer');
}

/** Results of the simplest correct request. */
interface Beginning {
  readonly list: Line;
  readonly direct: Line;
  readonly facts: Facts;
  /** Cases as they are sent: with a limit if the platform answers it through the gateway. */
  readonly sent: (one: ConformanceCase) => ConformanceCase;
  /** Reason for which correct requests prove nothing; absent if the gateway accepts the credentials. */
  readonly notAccepted?: string;
  /** Reason for which no request proves anything; absent if the gateway answers in this network. */
  readonly notReached?: string;
}

/** One run. Facts that several lines need are read once, when the first of them needs them. */
class Verification {
  private readonly pace = new Pace();
  private readonly connection = once(() => this.connect());
  private readonly beginning = once(() => this.begin());
  private readonly seenForwarding = once(() => this.pace.run(() => seeForwarding(this.request.target, caseOf(SLASH))));
  private readonly lines = new Map<string, Promise<Line>>();

  constructor(private readonly request: VerifyRequest) {}

  line(subject: Subject): Promise<Line> {
    const known = this.lines.get(subject.id);
    if (known) return known;
    const line = this.check(subject).catch((error: unknown) => unknown(subject, codeOf(error)));
    this.lines.set(subject.id, line);
    return line;
  }

  private async check(subject: Subject): Promise<Line> {
    const { lines, unusable } = await this.connection();
    if (subject.group === 'connection') return lines.find(({ id }) => id === subject.id) ?? unknown(subject, '');
    if (unusable !== undefined) return unknown(subject, unusable);
    const { list, direct, facts, sent, notAccepted, notReached } = await this.beginning();
    if (subject.id === ALWAYS) return list;
    if (notReached !== undefined) return unknown(subject, notReached);
    if (subject.id === DIRECT.id) return direct;
    if (subject.id === BACKENDS.id) return this.backends(list, notAccepted);
    if (subject.id === FORWARDING.id) return this.forwarding(notAccepted);
    if (subject.id === THROTTLE.id) return this.throttle(sent(caseOf(ALWAYS)), notAccepted);
    return this.case(sent(caseOf(subject.id)), facts, notAccepted);
  }

  private connect() {
    const { target, now, gateway } = this.request;
    const dnsTarget = gateway.dnsTargets?.[new URL(target.origin).hostname];
    return checkConnection(target, now, { dnsTarget, network: networkOf(gateway) });
  }

  private async begin(): Promise<Beginning> {
    const { target, gateway, brandEndpoint } = this.request;
    const simplest = caseOf(ALWAYS);
    const [{ observation, sent }, report] = await Promise.all([
      this.sendSimplest(simplest),
      callDirectly(target, limited(simplest), brandEndpoint),
    ]);
    const answer = typeof observation === 'string' ? undefined : observation.answer;
    const known = { url: target.origin, direct: report.call, sendsToken: target.consumers.consumer === undefined };
    const list = lineOf(simplest, observation, { ...known, listHeld: false });
    const facts = { ...known, listHeld: list.state === 'held' };
    const direct = concludeDirect(report, facts.listHeld);
    if (answer && isRefusedByPolicy(answer)) {
      const notReached = 'the gateway refuses every request from this network';
      const means = `its resource policy refuses this network before it verifies anything: ${networkOf(gateway) ?? 'add its address to allowedSourceIps, or run the command elsewhere'}`;
      return { list: failed(simplest, notReached, { by: 'provider', means }), direct, facts, sent, notReached };
    }
    const code = answer && refusalCode(answer);
    if (answer === undefined)
      return { list, direct, facts, sent, notAccepted: `no correct request is answered (line ${ALWAYS})` };
    if (code === undefined || AFTER_AUTHORIZER.includes(code)) return { list, direct, facts, sent };
    return { list, direct, facts, sent, notAccepted: `the gateway refuses correct requests of this consumer: ${code}` };
  }

  /** Sends the simplest request with a limit, and without one if that is not answered: the query may be the cause. */
  private async sendSimplest(simplest: ConformanceCase) {
    const send = (one: ConformanceCase) =>
      runUnthrottled(this.request.target, one).catch((error: unknown) => codeOf(error));
    const first = await send(limited(simplest));
    if (typeof first !== 'string' && first.outcome === 'held') return { observation: first, sent: limited };
    return { observation: await send(simplest), sent: (one: ConformanceCase) => one };
  }

  private async backends({ failure }: Line, notAccepted: string | undefined): Promise<Line> {
    if (notAccepted !== undefined) return unknown(BACKENDS, notAccepted);
    const { gateway, target } = this.request;
    return this.pace.run(() =>
      checkBackends(gateway, target, { list: caseOf(ALWAYS), propertyNotSet: failure?.cause === 'propertyNotSet' }),
    );
  }

  private async forwarding(notAccepted: string | undefined): Promise<Line> {
    if (notAccepted !== undefined) return unknown(FORWARDING, notAccepted);
    const rql = CASES.filter(({ group, informs }) => group === 'rql' && !informs);
    const [seen, ...lines] = await Promise.all([this.seenForwarding(), ...rql.map((one) => this.line(one))]);
    return concludeForwarding(seen, lines);
  }

  private async case(one: ConformanceCase, facts: Facts, notAccepted: string | undefined): Promise<Line> {
    const { gateway, target } = this.request;
    const unsigned = one.sign?.by === 'nobody' || one.expect.code === 'route_unknown';
    if (notAccepted !== undefined && !unsigned) return unknown(one, notAccepted);
    if (one.expect.status < 400 && !facts.listHeld)
      return unknown(one, `the platform answers no correct request (line ${ALWAYS})`);
    if (one.expect.code === 'route_unknown' && isDeclared(gateway, one))
      return unknown(one, 'the gateway declares this path and method');
    if (one.id === SLASH) return this.slash(one);
    const line = await this.pace.run(() => runLine(target, one, facts));
    const mayBeDeclared = one.expect.code === 'route_unknown' && gateway.routes === undefined;
    return line.state === 'failed' && mayBeDeclared
      ? unknown(one, `${line.found}; the declared routes are not known`)
      : line;
  }

  private async slash(one: ConformanceCase): Promise<Line> {
    const seen = await this.seenForwarding();
    const reason = { lambda: 'the forwarder keeps it', unknown: 'another refusal came before' };
    return seen === 'httpProxy' ? held(one) : unknown(one, reason[seen]);
  }

  /** Runs last: a throttle would refuse the others' requests. */
  private async throttle(simplest: ConformanceCase, notAccepted: string | undefined): Promise<Line> {
    if (!this.request.throttle) return unknown(THROTTLE, 'only with --throttle');
    if (notAccepted !== undefined) return unknown(THROTTLE, notAccepted);
    await Promise.all([...this.lines].filter(([id]) => id !== THROTTLE.id).map(([, line]) => line));
    return provokeThrottle(this.request.target, simplest);
  }
}

function casesOf(wanted: CaseGroup): readonly ConformanceCase[] {
  return CASES.filter(({ group, needs = [] }) => group === wanted && !needs.some((need) => LIMITS.includes(need)));
}

function caseOf(id: string): ConformanceCase {
  const found = CASES.find((one) => one.id === id);
  if (!found) throw new Error(`there is no case ${id}`);
  return found;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
