import { planCutover, type PlanFacts, planUndo } from '../../lib/cutover/plan';
import { type CutoverReport, markdownOf } from '../../lib/cutover/report-markdown';

const FACTS: PlanFacts = {
  reseller: 'alpha',
  displayName: 'Alpha Telecom',
  environment: 'lab',
  url: 'https://api.alpha.example',
  brandEndpoint: 'https://brand.example',
  routes: [{ path: '/aps/2/resources' }, { path: '/aps/2/services/order-manager', methods: ['GET', 'POST'] }],
  probed: false,
  acceptsTokens: false,
  consumerKey: 'crm-prod',
  below: ['alpha-south'],
  platformOperations: [],
};
const report = (overrides: Partial<CutoverReport> = {}): CutoverReport => ({
  reseller: 'alpha',
  environment: 'lab',
  ready: true,
  checks: [{ id: 'doctor', verdict: 'holds', found: 'The doctor finds nothing.' }],
  plan: planCutover(FACTS),
  ...overrides,
});

test('the value of the property is the URL of the gateway, exactly', () => {
  expect(planCutover(FACTS).property).toEqual({
    name: 'APS OAuth API Gateway URL',
    value: 'https://api.alpha.example',
  });
});

test('a cut-over is verified before and after the property is set', () => {
  const verify =
    'npx aps-gateway verify alpha --consumer-key crm-prod --brand-endpoint https://brand.example --environment lab';
  const exact = planCutover(FACTS).steps.map((step) => step.exact);
  expect(exact.slice(1, 4)).toEqual([verify, 'https://api.alpha.example', verify]);
});

test('commands name another folder of environments, in which the gateway was found', () => {
  const text = JSON.stringify([
    planCutover({ ...FACTS, config: '../ours' }),
    planUndo({ ...FACTS, config: '../ours' }),
  ]);

  expect(text.match(/--environment lab --config \.\.\/ours/g)).toHaveLength(text.match(/--environment lab/g)!.length);
});

test('the property is set in the system properties of the reseller control panel', () => {
  expect(planCutover(FACTS).steps.find(({ exact }) => exact === FACTS.url)).toMatchObject({
    who: 'provider, or staff of the reseller',
    where: 'reseller control panel > System > Settings > System Properties',
  });
});

test("both privileges of the platform's documentation are named", () => {
  expect(planCutover(FACTS).privileges.map(({ name }) => name)).toEqual([
    'System Configuration',
    'OAuth APS Bus Access',
  ]);
});

test.each([planCutover, planUndo])('only a gateway that is probed has the probe in its plan: %p', (plan) => {
  expect(JSON.stringify(plan({ ...FACTS, probed: true }))).toMatch(/probe on a clock fails at list/);
  expect(JSON.stringify(plan(FACTS))).not.toContain('probe');
});

test('integrators learn the new base URL and what the gateway serves', () => {
  expect(planCutover(FACTS).integrators.join('\n')).toMatch(
    /Base URL: https:\/\/api\.alpha\.example instead of https:\/\/brand\.example[^]*serves \/aps\/2\/resources, \/aps\/2\/services\/order-manager \(GET, POST\)/,
  );
});

test('the way back clears the property and checks that the direct way is open', () => {
  const { property, steps } = planUndo(FACTS);
  expect(property.value).toBeNull();
  expect(steps.map(({ exact }) => exact)).toContain(
    "npx aps-gateway call GET 'https://brand.example/aps/2/resources?limit(0,1)' --include --consumer-key crm-prod",
  );
});

test.each([planCutover, planUndo])('resellers below keep their own value: %p', (plan) => {
  expect(plan(FACTS).notUndoneAtOnce.join('\n')).toContain('alpha-south');
  expect(plan({ ...FACTS, below: [] }).notUndoneAtOnce.join('\n')).not.toContain('passed down');
});

test('the Markdown has a section for each part of the plan', () => {
  const sections = markdownOf(report(), FACTS).match(/^#+ .*$/gm);
  expect(sections).toEqual([
    '# Cut over Alpha Telecom (alpha, lab)',
    '## Checks',
    '## Value',
    '## Privileges on the platform',
    '## Steps',
    '## Integrators change',
    '## The way back',
    '## Not undone at once',
  ]);
});

test('Markdown that is not ready says so first', () => {
  const checks = [{ id: 'dns', verdict: 'fails', found: 'No name.', remedy: 'Make a record.' } as const];
  expect(markdownOf(report({ ready: false, checks }), FACTS)).toMatch(
    /^# .*\n\n\*\*Not yet: a check does not hold\.\*\*\n\n## Checks\n\n- \*\*fails\*\* dns: No name\. Make a record\.\n/,
  );
});

test('code in a step is indented as part of the step', () => {
  expect(markdownOf(report(), FACTS)).toContain('\n\n   ```\n   https://api.alpha.example\n   ```\n');
});

test('the Markdown of the way back has no checks', () => {
  expect(markdownOf(report({ checks: [], plan: planUndo(FACTS) }), FACTS)).toMatch(
    /^# Undo the cut-over of Alpha Telecom \(alpha, lab\)\n\n## Value\n/,
  );
});

test('the entries for the platform are printed to be pasted, before the property is set', () => {
  const platformOperations = [
    'orders: POST http://example.com/orders/manager',
    'orders: GET http://example.com/orders/item',
  ];
  const { steps } = planCutover({ ...FACTS, platformOperations });

  expect(steps[1]).toMatchObject({
    where: expect.stringContaining('Allowed Operations') as string,
    exact: platformOperations.join('\n'),
  });
  expect(steps).toHaveLength(planCutover(FACTS).steps.length + 1);
});
