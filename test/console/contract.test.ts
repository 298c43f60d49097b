import type { consumerJson } from '../../lib/cli/output/consumer-json';
import type { FleetReport } from '../../lib/cli/output/status-text';
import type { usageJson } from '../../lib/cli/output/usage-json';
import type { ComparedReseller } from '../../lib/cli/resellers';
import type * as Contract from '../../lib/console/contract';
import type { CutoverReport } from '../../lib/cutover/report-markdown';
import type { Story } from '../../lib/logs/story';
import type { StepDescription } from '../../lib/onboarding/plan/step';
import type { Line } from '../../lib/verify/line';

/** Fails to compile unless the page can read what a command prints. */
function reads<View>() {
  return { from: <Printed extends View>(_printed?: Printed) => true };
}

test('the page reads what the commands print: their types agree', () => {
  expect([
    reads<Contract.ResellerView>().from<ComparedReseller>(),
    // An interface without an index, but nothing else than named values.
    reads<Omit<Contract.ConsumerView, 'facts' | 'rules'>>().from<ReturnType<typeof consumerJson>>(),
    reads<Contract.UsageView>().from<ReturnType<typeof usageJson>['consumers'][number]>(),
    reads<Contract.StatusView>().from<FleetReport>(),
    reads<Omit<Contract.TraceView, 'links'>>().from<Story>(),
    reads<Contract.CutoverView>().from<CutoverReport>(),
    reads<Contract.VerificationView['lines'][number]>().from<Line>(),
    reads<Contract.StepView>().from<StepDescription>(),
  ]).not.toContain(false);
});
