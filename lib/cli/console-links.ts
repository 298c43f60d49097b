import type { PlatformConfig } from '../config/environment';
import { platformDashboardName, resellerStackName } from '../gateway/names';
import { authorizerLogGroup, type GatewayDescriptor } from '../descriptor';

/** Hosts of the AWS console outside the commercial Regions, by the beginning of the Region. */
const CONSOLE_HOSTS: Readonly<Record<string, string>> = {
  'cn-': 'console.amazonaws.cn',
  'us-gov-': 'console.amazonaws-us-gov.com',
};

/** Returns pages of the AWS console about a gateway; without a declared Region, they open in the one last used. */
export function consoleLinks(
  { region, dashboards }: PlatformConfig,
  gateway: GatewayDescriptor,
): Readonly<Record<string, string>> {
  const { environment, resellerId, accessLogGroup } = gateway;
  const page = consolePage(region);
  const dashboard =
    dashboards === 'gateways' ? resellerStackName(environment, resellerId) : platformDashboardName(environment);
  return {
    ...(dashboards !== 'none' && { dashboard: `${page}#dashboards/dashboard/${dashboard}` }),
    'access log': `${page}#logsV2:log-groups/log-group/${fragment(accessLogGroup)}`,
    'authorizer log': `${page}#logsV2:log-groups/log-group/${fragment(authorizerLogGroup(gateway))}`,
  };
}

/** Returns the address of CloudWatch in the AWS console; without a Region, it opens in the one last used. */
export function consolePage(region: string | undefined): string {
  const host = Object.entries(CONSOLE_HOSTS).find(([prefix]) => region?.startsWith(prefix))?.[1];
  return `https://${host ?? 'console.aws.amazon.com'}/cloudwatch/home${region ? `?region=${region}` : ''}`;
}

/** Encodes a name as the console does: twice, with $ in place of %. */
function fragment(name: string): string {
  return encodeURIComponent(encodeURIComponent(name)).replaceAll('%', '$');
}
