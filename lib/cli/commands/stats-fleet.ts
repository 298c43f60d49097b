import { resellerStackName } from '../../gateway/names';
import type { DayAnswers, DayRange } from '../../status/answers';
import type { CommonOptions, Context } from '../context';
import { table } from '../output/output';

/** Answers of a gateway by day. */
interface GatewayAnswers {
  /** The reseller that owns the gateway. */
  readonly reseller: string;
  readonly days: readonly DayAnswers[];
}

/** Counts the answers of every deployed gateway by day: `stats --all`. */
export async function countFleet(context: Context, options: CommonOptions, range: DayRange): Promise<void> {
  const { environment, io, out } = context;
  const { statusPorts } = await import('../aws/status-ports.ts');
  const ports = await statusPorts(options, environment, io);
  const deployed = await ports.gateways.list(environment, (problem) => out.notice(`warning: ${problem}`));
  const apis = deployed
    .map(({ resellerId: reseller, stage }) => ({ reseller, name: resellerStackName(environment, reseller), stage }))
    .toSorted((a, b) => (a.reseller < b.reseller ? -1 : 1));
  const found = await ports.fleet.answersPerDay(apis, range);
  const gateways = apis.map(({ reseller, name }) => ({ reseller, days: found.get(name) ?? [] }));
  const text = await fleetText(gateways, out.colors);
  out.result({ ...range, gateways }, () => text);
}

async function fleetText(gateways: readonly GatewayAnswers[], colors: Parameters<typeof table>[2]): Promise<string> {
  const [first] = gateways;
  if (!first) return 'No gateways are deployed.';
  const rows = gateways.map(({ reseller, days }) => [
    reseller,
    sum(days, 'requests'),
    sum(days, 'status4xx'),
    sum(days, 'status5xx'),
  ]);
  const days = `From ${first.days[0]?.day ?? ''} to ${first.days.at(-1)?.day ?? ''} (UTC):`;
  return [days, await table(['Reseller', 'Requests', '4xx', '5xx'], rows, colors)].join('\n');
}

function sum(days: readonly DayAnswers[], counted: 'requests' | 'status4xx' | 'status5xx'): string {
  return String(days.reduce((total, day) => total + day[counted], 0));
}
