import type { consumerJson } from '../../lib/cli/output/consumer-json';
import type { FleetReport } from '../../lib/cli/output/status-text';
import type { usageJson } from '../../lib/cli/output/usage-json';
import type { ComparedReseller } from '../../lib/cli/resellers';
import type * as Contract from '../../lib/console/contract';
import type { CutoverReport } from '../../lib/cutover/report-markdown';
import type { Story } from '../../lib/logs/story';
import type { StepDescription } from '../../lib/onboarding/plan/step';
import type { Line } from '../../lib/verify/line';

/** Compiles only if the page can read what a command prints. */
type Reads<View, Printed extends View> = [View, Printed];

type Agreed = [
  Reads<Contract.ResellerView, ComparedReseller>,
  // An interface without an index, but nothing else than named values.
  Reads<Omit<Contract.ConsumerView, 'facts' | 'rules'>, ReturnType<typeof consumerJson>>,
  Reads<Contract.UsageView, ReturnType<typeof usageJson>['consumers'][number]>,
  Reads<Contract.StatusView, FleetReport>,
  Reads<Omit<Contract.TraceView, 'links'>, Story>,
  Reads<Contract.CutoverView, CutoverReport>,
  Reads<Contract.VerificationView['lines'][number], Line>,
  Reads<Contract.StepView, StepDescription>,
];

test('the page reads what the commands print: the compiler compares their types', () => {
  const agreed: readonly Agreed[] = [];

  expect(agreed).toEqual([]);
});
