import type { GatewayRoute } from '../descriptor';
import { DIRECT_LINE, PLATFORM_LINE } from './verify-lines';

/** Name of the platform's system property, as its control panel shows it. */
export const PROPERTY = 'APS OAuth API Gateway URL';

/** Facts that a plan is made from. */
export interface PlanFacts {
  readonly reseller: string;
  readonly displayName: string;
  readonly environment: string;
  /** Folder of the environments, as a word of a shell; absent if it is the default. */
  readonly config?: string;
  /** Value of the property: the gateway's URL. */
  readonly url: string;
  /** Origin at which the platform answers without the gateway. */
  readonly brandEndpoint: string;
  readonly routes: readonly GatewayRoute[];
  /** True if a probe on a clock calls the gateway. */
  readonly probed: boolean;
  /** True if the gateway accepts bearer tokens as well as signatures. */
  readonly acceptsTokens: boolean;
  /** A consumer of the reseller to verify with. */
  readonly consumerKey: string;
  /** Resellers right below it. */
  readonly below: readonly string[];
  /** Declared entries for Allowed Operations of the platform's users, as lines of text; empty if none are declared. */
  readonly platformOperations: readonly string[];
}

/** One step: who does what, where. */
export interface PlanStep {
  readonly who: 'provider' | 'integrators' | 'provider, or staff of the reseller';
  readonly where: string;
  readonly action: string;
  /** Text to enter or to run, exactly. */
  readonly exact?: string;
  /** Result that must be seen before the next step. */
  readonly expect?: string;
}

/** A cut-over, or its way back, as data. */
export interface CutoverPlan {
  readonly direction: 'cutover' | 'undo';
  readonly property: { readonly name: typeof PROPERTY; readonly value: string | null };
  readonly privileges: readonly { readonly name: string; readonly level: string; readonly for: string }[];
  readonly steps: readonly PlanStep[];
  /** Changes in the systems that call the platform. */
  readonly integrators: readonly string[];
  readonly wayBack: readonly string[];
  readonly notUndoneAtOnce: readonly string[];
}

const PRIVILEGES = [
  { name: 'System Configuration', level: 'Manage', for: `to set ${PROPERTY} as staff of the reseller` },
  {
    name: 'OAuth APS Bus Access',
    level: 'View',
    for: 'to see the users and their consumer keys on the tab APS Bus Access (Manage to change them)',
  },
] as const;

/** Result of `verify` while the property does not name the gateway. */
const BEFORE = `${PLATFORM_LINE} fails with the platform's 401, which has no "code"; lines that need the platform's answer are not checked; ${DIRECT_LINE} notes that the platform answers without the gateway; every other line holds`;

const PANEL = 'reseller control panel > System > Settings > System Properties';

/** Plans how a reseller's requests move from the brand endpoint to its gateway. */
export function planCutover(facts: PlanFacts): CutoverPlan {
  return {
    direction: 'cutover',
    property: { name: PROPERTY, value: facts.url },
    privileges: PRIVILEGES,
    steps: [
      {
        who: 'integrators',
        where: 'each system that calls the platform as a user of the reseller',
        action:
          'Prepare the new base URL, and agree on a minute for the change. There is no overlap: the platform accepts one way at a time. A system that tries the other URL once after a 401 without "code" needs no agreed minute.',
      },
      ...allowedOperationsSteps(facts),
      beforeStep(facts),
      {
        who: 'provider, or staff of the reseller',
        where: PANEL,
        action: `Log in to the reseller control panel on behalf of ${facts.displayName}. Write down the current value of ${PROPERTY}, which is the way back. Enter this value, with nothing after it, and save.`,
        exact: facts.url,
      },
      afterStep(facts),
      {
        who: 'integrators',
        where: 'their systems',
        action: 'Call the new base URL.',
        expect: '200 on the first request',
      },
      {
        who: 'provider',
        where: 'terminal',
        action: 'Watch the refused requests for an hour. "aps-gateway explain" explains their reasons.',
        exact: `npx aps-gateway logs ${facts.reseller} --follow --status 4xx ${placeOf(facts)}`,
      },
    ],
    integrators: integratorChanges(facts),
    wayBack: [
      `Run "npx aps-gateway cutover ${facts.reseller} --undo ${placeOf(facts)}" for the whole way back.`,
      `In short: put the value that you wrote down back into ${PROPERTY}, or clear it; integrators call ${facts.brandEndpoint} again.`,
    ],
    notUndoneAtOnce: [...inBothDirections(facts), QUOTA],
  };
}

/** Plans the way back: the platform accepts the reseller's requests at the brand endpoint again. */
export function planUndo(facts: PlanFacts): CutoverPlan {
  return {
    direction: 'undo',
    property: { name: PROPERTY, value: null },
    privileges: PRIVILEGES,
    steps: [
      {
        who: 'integrators',
        where: 'each system that calls the gateway',
        action: `Prepare ${facts.brandEndpoint} as the base URL, and agree on a minute for the change. There is no overlap.`,
      },
      {
        who: 'provider',
        where: 'network',
        action: `Check that the integrators reach ${facts.brandEndpoint}. If a firewall was closed after the cut-over, open it first.`,
        expect: 'a TLS connection from each integrator',
      },
      {
        who: 'provider, or staff of the reseller',
        where: PANEL,
        action: `Log in to the reseller control panel on behalf of ${facts.displayName}. Enter the value of ${PROPERTY} from before the cut-over, or clear the field if there was none, and save.`,
      },
      {
        who: 'provider',
        where: 'terminal',
        action: 'Check that the direct way is open. It prompts for the consumer secret.',
        exact: directCall(facts),
        expect: '200, and the header X-APSBooster-Response: true',
      },
      {
        who: 'integrators',
        where: 'their systems',
        action: `Call ${facts.brandEndpoint}.`,
        expect: '200 on the first request',
      },
      {
        who: 'provider',
        where: 'terminal',
        action: `Check that the platform refuses requests through the gateway again.${facts.probed ? ` The probe on a clock fails at ${PLATFORM_LINE} from now on: remove probe.consumer from the reseller's file and deploy, or expect its alarm.` : ''}`,
        exact: verifyCommand(facts),
        expect: BEFORE,
      },
    ],
    integrators: [
      `Base URL: ${facts.brandEndpoint} instead of ${facts.url}. Sign over it: the host is part of the signature.`,
      'Consumer key, consumer secret, paths and queries stay the same.',
      "Quotas and codes are the gateway's: expect the platform's own answers.",
    ],
    wayBack: [`Run "npx aps-gateway cutover ${facts.reseller} ${placeOf(facts)}" to cut over again.`],
    notUndoneAtOnce: inBothDirections(facts),
  };
}

function allowedOperationsSteps({ platformOperations }: PlanFacts): readonly PlanStep[] {
  if (platformOperations.length === 0) return [];
  return [
    {
      who: 'provider, or staff of the reseller',
      where: 'control panel > each user that signs requests > Allowed Operations',
      action:
        "Check that each user has an entry (APS type, verb) for every custom operation that its consumer's groups allow. The platform restricts custom operations only.",
      exact: platformOperations.join('\n'),
    },
  ];
}

function beforeStep(facts: PlanFacts): PlanStep {
  const { probed } = facts;
  return {
    who: 'provider',
    where: 'terminal',
    action: `Verify the gateway once more, right before the change.${probed ? ` Until the change, the probe on a clock fails at ${PLATFORM_LINE}.` : ''}`,
    exact: verifyCommand(facts),
    expect: BEFORE,
  };
}

function afterStep(facts: PlanFacts): PlanStep {
  const { probed } = facts;
  return {
    who: 'provider',
    where: 'terminal',
    action:
      'Verify it again, at once. The platform does not document how soon a changed property applies: repeat it for some minutes. If it still fails then, go back.',
    exact: verifyCommand(facts),
    expect: `no line fails, and ${DIRECT_LINE} holds: the platform refuses requests that bypass the gateway${probed ? '. The next probe on a clock fails no check, and its alarm ends' : ''}`,
  };
}

function integratorChanges({ brandEndpoint, url, routes, acceptsTokens }: PlanFacts): readonly string[] {
  const served = routes.map(({ path, methods }) => (methods ? `${path} (${methods.join(', ')})` : path));
  return [
    `Base URL: ${url} instead of ${brandEndpoint}, exactly as it stands here: add no port, stage or slash at the end. Sign over it: the host is part of the signature.`,
    'Consumer key, consumer secret, paths and queries stay the same.',
    ...(served.length === 0
      ? []
      : [`Paths: the gateway serves ${served.join(', ')} and everything below; others are 404.`]),
    'A 401 with "code" comes from the gateway and says what to change; one without comes from the platform.',
    'Sign every request, retries included, with a new nonce and the current time.',
    ...(acceptsTokens
      ? ['Systems that send bearer tokens only change the base URL: the platform accepts a token at both URLs.']
      : []),
    'After 429 and 503, wait as long as Retry-After says. After 504 on a POST, query before you repeat it.',
  ];
}

const QUOTA = 'Calls through the gateway stay counted against the quota.';

function inBothDirections({ below }: PlanFacts): readonly string[] {
  return [
    'Requests between the change of the property and the change of an integrator are refused with 401. The integrator has to repeat them.',
    'Every system of the reseller changes over at once: the property is one for each reseller, not for each user.',
    ...(below.length === 0
      ? []
      : [
          `The property can be passed down to the resellers below: ${below.join(', ')}. Each keeps its value until it is changed in its own control panel; run "cutover" for each.`,
        ]),
  ];
}

function verifyCommand(facts: PlanFacts): string {
  const { reseller, consumerKey, brandEndpoint } = facts;
  return `npx aps-gateway verify ${reseller} --consumer-key ${consumerKey} --brand-endpoint ${brandEndpoint} ${placeOf(facts)}`;
}

/** Options by which a command finds the environment. */
function placeOf({ environment, config }: PlanFacts): string {
  return `--environment ${environment}${config === undefined ? '' : ` --config ${config}`}`;
}

function directCall({ brandEndpoint, consumerKey }: PlanFacts): string {
  return `npx aps-gateway call GET '${brandEndpoint}/aps/2/resources?limit(0,1)' --include --consumer-key ${consumerKey}`;
}
