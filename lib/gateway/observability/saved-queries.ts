import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Logs Insights queries over access logs, by name. */
export const SAVED_QUERIES: Readonly<Record<string, string>> = {
  'Top consumers': `filter consumerKey != "-"
| stats count(*) as requests, sum(responseBytes) as bytes by gateway, consumerKey, tier
| sort requests desc
| limit 50`,
  'Denials by reason': `filter status >= 400
| stats count(*) as requests by gateway, status, reason, refusal
| sort requests desc`,
  'Slowest operations': `filter uiNodeLatencyMs != "-"
| stats count(*) as requests, pct(latencyMs, 50) as p50, pct(latencyMs, 95) as p95, max(latencyMs) as slowest by gateway, method, route
| sort p95 desc
| limit 50`,
};

/** Adds the saved queries. Users choose log groups when they run one, so no gateway is named here. */
export function saveQueries(scope: Construct, environment: string): void {
  for (const [name, queryString] of Object.entries(SAVED_QUERIES)) {
    new CfnQueryDefinition(scope, `Query-${name}`, { name: `aps-gateway/${environment}/${name}`, queryString });
  }
}
