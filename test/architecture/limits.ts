import type { Finding } from './lint';

/** Findings of `limits.json` that are accepted, each group with its reason. */
export const EXCEPTIONS: readonly { readonly reason: string; readonly findings: readonly Finding[] }[] = [
  {
    reason: 'one table: a row per deny reason, per operation, per policy statement or per case',
    findings: ['lib/gateway/protection/operator-statements.ts: max-lines-per-function'],
  },
  {
    reason: 'one closure over the state of one cache',
    findings: ['lambda/authorizer/consumers/credentials-cache.ts: max-lines-per-function'],
  },
  {
    reason: 'one command or one stage told from its first line to its last',
    findings: [
      'lib/cli/commands/reseller.ts: max-lines-per-function',
      'test/deploy/stages/operate.ts: max-lines-per-function',
    ],
  },
  {
    reason: 'the suite of one large subject',
    findings: [
      'test/authorizer/suites/faults.test.ts: max-lines',
      'test/local/integration/refused-requests.test.ts: max-lines',
    ],
  },
  {
    reason: 'to be grouped: values that always travel together have no name yet',
    findings: [
      'lib/cli/commands/consumer-offboard.ts: max-params',
      'lib/cli/run-plan.ts: max-params',
      'test/clients/run.ts: max-params',
      'lib/conformance/run.ts: max-params',
      'lib/conformance/sign.ts: max-params',
    ],
  },
];
