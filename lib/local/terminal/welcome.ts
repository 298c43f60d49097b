import { DEFAULT_ENVIRONMENT } from '../../identifiers';
import { MAILS_PATH } from '../aws/mail/mail';
import type { Colors } from 'picocolors/types';

import type { LocalGateway, ServedGateway } from '../start-local-gateway';
import { networkHeaders } from './signed-request';

/** Text for the terminal once every server listens. */
export function welcome(
  local: LocalGateway,
  { environment, consoleUrl, seconds }: { environment: string; consoleUrl: string; seconds: number },
  colors: Colors,
): string {
  const { bold, cyan, dim } = colors;
  const gateways = local.gateways.map((gateway) => describeGateway(gateway, local, colors));
  const [first] = local.gateways;
  return [
    `${bold(`Environment ${environment} is running`)} ${dim(`(ready in ${seconds.toFixed(1)} s)`)}`,
    '',
    `${bold('Look at it')}  ${cyan(consoleUrl)}`,
    '',
    ...gateways,
    `${dim('certificate authority')}  ${local.caFile}`,
    `${dim('AWS stand-ins')}          ${local.awsEndpointUrl}`,
    ...(local.notices ? [`${dim('mails')}                  ${local.awsEndpointUrl}${MAILS_PATH}`] : []),
    `${dim('UI node')}                ${local.uiNodeUrl}${nodeRemark(local, colors)}`,
    `${dim('node faults')}            ${local.nodeFaultsUrl}`,
    ...(local.gatewayPropertyUrl === undefined ? [] : [`${dim('gateway property')}       ${local.gatewayPropertyUrl}`]),
    '',
    ...(first ? [bold('Try it:'), '', ...trials(first, local, environment).flatMap((trial) => [trial, ''])] : []),
  ].join('\n');
}

function nodeRemark({ realNode }: LocalGateway, { yellow }: Colors): string {
  return realNode?.insecure ? `  ${yellow('its certificate is not verified')}` : '';
}

/** A real UI node does not know the sample consumers, so one that it knows has to be onboarded first. */
function trials(first: ServedGateway, local: LocalGateway, environment: string): readonly string[] {
  if (local.realNode) return [onboardKnownConsumer(first, local, environment), callAsKnownConsumer(first, local)];
  const calls = signs(first) ? [tryWithNode(first, local), tryWithPython(first, local)] : [tryWithToken(first, local)];
  return [...calls, tryTheCli(first, local, environment)];
}

function signs({ authentication }: ServedGateway): boolean {
  return authentication.includes('oauth1');
}

function describeGateway(gateway: ServedGateway, local: LocalGateway, colors: Colors): string {
  const { resellerId, url, tier, notEnforced, vpcEndpoint } = gateway;
  const { bold, cyan, dim, yellow } = colors;
  return [
    `${bold(resellerId)}  ${cyan(url)}  ${dim(`sample consumer on tier ${tier}`)}`,
    ...credentials(gateway, local),
    ...(vpcEndpoint === undefined ? [] : [`  answers only with ${networkHeader(gateway)}`]),
    ...(notEnforced.length > 0 ? [`  ${yellow('not enforced here')}  ${notEnforced.join(', ')}`] : []),
    '',
  ].join('\n');
}

function credentials(gateway: ServedGateway, local: LocalGateway): readonly string[] {
  const { consumerKey, consumerSecret } = gateway;
  if (signs(gateway)) return [`  consumer key     ${consumerKey}`, `  consumer secret  ${consumerSecret}`];
  return [
    `  subject          ${consumerKey}`,
    ...(local.realNode ? [] : [`  its token        ${tokenUrl(gateway, local)}`]),
  ];
}

/** Header line of requests to an internal gateway: localhost has no network in which it answers. */
function networkHeader(gateway: ServedGateway): string {
  return Object.entries(networkHeaders(gateway))
    .map(([name, value]) => `${name}: ${value}`)
    .join();
}

/** The end of a command that calls a gateway. */
function asItsClient(gateway: ServedGateway, { caFile }: LocalGateway): string {
  const header = gateway.vpcEndpoint === undefined ? '' : ` -H '${networkHeader(gateway)}'`;
  return `--cacert '${caFile}'${header}`;
}

function tokenUrl({ resellerId, consumerKey }: ServedGateway, { uiNodeUrl }: LocalGateway): string {
  return `${uiNodeUrl}/token/${resellerId}/${consumerKey}`;
}

/** Fetches a token and sends it; the token passes through a pipe, never as an argument. */
function tryWithToken(gateway: ServedGateway, local: LocalGateway): string {
  return [
    `curl -s --cacert '${local.caFile}' '${tokenUrl(gateway, local)}' | \\`,
    `  node -p 'JSON.parse(fs.readFileSync(0)).access_token' | \\`,
    `  npx aps-gateway call GET '${gateway.url}/aps/2/resources?limit(0,3)' --token-file - ${asItsClient(gateway, local)}`,
  ].join('\n');
}

/** A command that needs no Python. The secret is an environment variable, never an argument. */
function tryWithNode(gateway: ServedGateway, local: LocalGateway): string {
  const { url, consumerKey, consumerSecret } = gateway;
  return [
    `APS_GATEWAY_CONSUMER_SECRET='${consumerSecret}' \\`,
    `  npx aps-gateway call GET '${url}/aps/2/resources?limit(0,3)' --consumer-key '${consumerKey}' ${asItsClient(gateway, local)}`,
  ].join('\n');
}

/** The script of the platform's documentation, with the certificate authority in place of `verify=False`. */
function tryWithPython(gateway: ServedGateway, { caFile }: LocalGateway): string {
  const { url, consumerKey, consumerSecret, vpcEndpoint } = gateway;
  const headers = vpcEndpoint === undefined ? '' : `, headers=${JSON.stringify(networkHeaders(gateway))}`;
  return [
    `python3 - <<'EOF'   # pip install requests_oauthlib`,
    `from requests_oauthlib import OAuth1Session`,
    `session = OAuth1Session('${consumerKey}', '${consumerSecret}')`,
    `print(session.get('${url}/aps/2/resources', verify='${caFile}'${headers}).text)`,
    `EOF`,
  ].join('\n');
}

/** The CLI's other commands use the stand-ins. On loopback they need neither a region nor credentials. */
function tryTheCli({ resellerId }: ServedGateway, { awsEndpointUrl }: LocalGateway, environment: string): string {
  return `AWS_ENDPOINT_URL=${awsEndpointUrl} npx aps-gateway consumer list ${resellerId}${elsewhere(environment)}`;
}

function elsewhere(environment: string): string {
  return environment === DEFAULT_ENVIRONMENT ? '' : ` --environment ${environment}`;
}

function onboardKnownConsumer(
  { resellerId, tier }: ServedGateway,
  { awsEndpointUrl }: LocalGateway,
  environment: string,
): string {
  return [
    `# The platform behind the UI node knows no sample consumer. Onboard one that it knows; this prompts for its secret.`,
    `AWS_ENDPOINT_URL=${awsEndpointUrl} \\`,
    `  npx aps-gateway consumer onboard ${resellerId} --key KEY --tier ${tier}${elsewhere(environment)}`,
  ].join('\n');
}

function callAsKnownConsumer(gateway: ServedGateway, local: LocalGateway): string {
  return `npx aps-gateway call GET '${gateway.url}/aps/2/resources?limit(0,3)' --consumer-key KEY ${asItsClient(gateway, local)}`;
}
