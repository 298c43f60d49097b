import type { PropProblem } from '../config/resolve-props';

const FILES_ONLY = 'only with the files';

/** Keys of the configuration files that are not props, and what takes their place in an app; `*` stands for any name. */
export const NOT_PROPS: Readonly<Record<string, string>> = {
  account: "the stack's account",
  region: "the stack's Region",
  'uiNodes.private': `${FILES_ONLY}: the VPC link belongs to the platform stack`,
  capacity: `${FILES_ONLY}: a sum over gateways`,
  protection: '`encryptionKey`, `webAclArn`, `removalPolicy`; `terminationProtection` of the stack',
  dashboards: '`dashboard`',
  cloudWatchRole: 'a resource of your own, as docs/how-to/use-the-construct.md shows',
  operatorPolicies: '`grantViewing`, `grantOnboarding`, `grantRotation`',
  shedding: `${FILES_ONLY}: the table of levels belongs to the platform stack`,
  'tiers.*.priority': `${FILES_ONLY}, as shedding`,
  probe: FILES_ONLY,
  notices: FILES_ONLY,
  tags: '`Tags.of(gateway).add(…)`',
  parent: '`subResellers` of the parent',
  gateway: '`subResellers` of the parent',
  externalReference: FILES_ONLY,
  contacts: FILES_ONLY,
  notes: FILES_ONLY,
  'alarms.emails': '`alarmTopic`',
  'alarms.scope': FILES_ONLY,
  'alarms.serverErrors': FILES_ONLY,
  'alarms.webAclBlocks': 'alarms of your own on your web ACL',
  'alarms.webAclCounts': 'alarms of your own on your web ACL',
};

/** Words a problem for an app: a key that only the files have is named as such, with what takes its place. */
export function asPropProblem(problem: PropProblem): PropProblem {
  const key = problem.path.replace(/^tiers\.[^.]+\./, 'tiers.*.');
  const instead = Object.hasOwn(NOT_PROPS, key) ? NOT_PROPS[key] : undefined;
  if (instead !== undefined) {
    return {
      ...problem,
      message: 'is a key of the configuration files, not a prop',
      allowed: placeOf(instead.replaceAll('`', '')),
    };
  }
  return problem.message === 'unknown key' ? { ...problem, message: 'unknown prop' } : problem;
}

function placeOf(instead: string): string {
  return instead.startsWith(FILES_ONLY) ? instead : `in place of it: ${instead}`;
}
