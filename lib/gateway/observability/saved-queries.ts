import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** The query that counts what was refused or failed, by gateway. */
export const REFUSALS_QUERY = 'Denials by reason';

/** Logs Insights queries over access logs, by name. */
export const SAVED_QUERIES: Readonly<Record<string, string>> = {
  'Top consumers': `filter consumerKey != "-"
| stats count(*) as requests, sum(responseBytes) as bytes by gateway, consumerKey, tier
| sort requests desc
| limit 50`,
  [REFUSALS_QUERY]: `filter status >= 400
| stats count(*) as requests by gateway, status, reason, refusal
| sort requests desc`,
  // The resource policy denies before the authorizer is called, so these requests have no reason.
  'Addresses refused': `filter refusal = "ACCESS_DENIED" and reason = "-"
| stats count(*) as requests by gateway, sourceIp
| sort requests desc
| limit 50`,
  'Slowest operations': `filter uiNodeLatencyMs != "-"
| stats count(*) as requests, pct(latencyMs, 50) as p50, pct(latencyMs, 95) as p95, max(latencyMs) as slowest by gateway, method, route
| sort p95 desc
| limit 50`,
};

/** The query that finds why requests could not be checked. */
export const FAULT_QUERY = 'Authorizer faults';

/** Logs Insights queries over the authorizer's logs. The second condition finds lines that Lambda writes itself. */
export const AUTHORIZER_QUERIES: Readonly<Record<string, string>> = {
  [FAULT_QUERY]: `filter level = "error" or @message like /Task timed out|Runtime exited|Init Error|Invoke Error/
| fields @timestamp, gateway, fault, error, frames.0, frames.1, frames.2, secretName, member, expected, requestId, @message
| sort @timestamp desc
| limit 100`,
};

/** The query that names the rules of the web ACL that matched. */
export const WEB_ACL_QUERY = 'Web ACL matches';

/** Logs Insights queries over the log of the web ACL; `requestId` is the one in the refusal and in the access log. */
export const WEB_ACL_QUERIES: Readonly<Record<string, string>> = {
  [WEB_ACL_QUERY]: `fields @timestamp, action, httpRequest.requestId as requestId, httpRequest.clientIp, httpRequest.httpMethod, httpRequest.uri, terminatingRuleId, @message
| parse @message /"ruleGroupId":"AWS#[^"]*","terminatingRule":\\{"ruleId":"(?<blockedBy>[^"]*)"/
| parse @message /"nonTerminatingMatchingRules":\\[\\{"ruleId":"(?<countedBy>[^"]*)"/
| sort @timestamp desc
| limit 100`,
};

/** Name under which a query is saved. */
export function savedQueryName(environment: string, name: string): string {
  return `aps-gateway/${environment}/${name}`;
}

/** Leaves out the lines that the runtime writes for shed requests, which the function throws an error for. */
const WITHOUT_SHED = '\n| filter @message not like /PlatformBusyError/';

/** Adds the saved queries. Users choose log groups when they run one, so no gateway is named here. */
export function saveQueries(
  scope: Construct,
  environment: string,
  { webAcl, sheds }: { readonly webAcl: boolean; readonly sheds: boolean },
): void {
  const faults = Object.entries(AUTHORIZER_QUERIES).map(([name, query]) => [
    name,
    sheds ? query.replace('\n|', `${WITHOUT_SHED}\n|`) : query,
  ]);
  const queries = { ...SAVED_QUERIES, ...Object.fromEntries(faults), ...(webAcl && WEB_ACL_QUERIES) };
  for (const [name, queryString] of Object.entries<string>(queries)) {
    new CfnQueryDefinition(scope, `Query-${name}`, { name: savedQueryName(environment, name), queryString });
  }
}
