import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { commandKits } from '../../lib/console/api/kits';
import { consoleRoutes } from '../../lib/console/api/routes';
import type { RunCommand } from '../../lib/console/api/run-command';
import { buildConsole } from '../../lib/console/build-console';
import { pagesAddress } from '../../lib/console/server/secret-pages';
import { type ServedConsole, serveConsole } from '../../lib/console/server/serve-console';

/** JSON output of each command, by its first two words; others report that AWS refused them. */
export type Printed = Readonly<Record<string, () => unknown>>;

/** As a command prints a missing permission. */
export const DENIED = {
  error: {
    code: 'failed',
    message:
      'AWS denied access: the permission logs:StartQuery is missing. The policies of the platform stack hold it.',
  },
};

/** Serves the console over commands that print what a test says: a large fleet, a failure, a plan that changes. */
export function serveFakeConsole(
  printed: Printed,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<ServedConsole> {
  const run: RunCommand = ({ words }) => {
    const print = printed[words.slice(0, 2).join(' ')] ?? printed[words[0] ?? ''];
    return { lines: linesOf(print ? print() : DENIED), ended: Promise.resolve({ exitCode: 0, notices: [] }) };
  };
  const randomHex = (bytes: number) => randomBytes(bytes).toString('hex');
  const pages = { secret: randomHex(32), makeKit: commandKits(run) };
  const own = { environment: 'fake', version: '0.0.0', readOnly, local: false, mails: false, commandOptions: '' };
  const session = { ...own, pages: pagesAddress(pages) };
  const assets = buildConsole(join(__dirname, '../..'));
  return serveConsole({ assets, routes: consoleRoutes(session, run), pages, port: 0, readOnly, randomHex });
}

async function* linesOf(value: unknown) {
  yield JSON.stringify(value);
}

const LISTS = {
  children: [],
  contacts: [],
  domains: [],
  routes: [],
  retiredTiers: [],
  vpcEndpoints: [],
  undeclaredTiers: [],
  limits: {},
};

/** A reseller with a gateway of its own, as `reseller list` prints it. */
export function reseller(resellerId: string) {
  const own = { resellerId, displayName: `Name of ${resellerId}`, gateway: resellerId, url: 'https://gateway.example' };
  return {
    ...own,
    ...LISTS,
    state: 'deployed',
    links: {},
    tiers: ['standard'],
    authentication: ['oauth1'],
    shedsLoad: false,
    audience: 'external' as const,
    mutualTls: false,
    operationGroups: {},
  };
}

/** A consumer as `consumer list` prints it. */
export function consumer(consumerKey: string) {
  return {
    consumerKey,
    reseller: 'r0',
    gateway: 'r0',
    tier: 'standard',
    status: 'active',
    expiresAt: null,
    secrets: [{ addedAt: '2026-03-05T10:00:00Z' }],
    onboardedAt: '2026-03-05T10:00:00Z',
    rotatedAt: null,
    changedAt: null,
    lastChange: null,
    deletedAt: null,
    debuggedUntil: null,
    facts: { displayName: `Name of ${consumerKey}` },
    rules: {},
  };
}

/** Calls of a consumer on 30 days, as `usage report` prints them. */
export function usage(consumerKey: string, calls: number) {
  const days = Array.from({ length: 30 }, (_, day) => ({
    day: `2026-03-${String(day + 1).padStart(2, '0')}`,
    calls: day === 29 ? calls : 0,
    remaining: 10_000 - calls,
  }));
  return { consumerKey, reseller: 'r0', tier: 'standard', quota: { limit: 10_000, period: 'day' }, calls, days };
}

const STATUS = { at: '2026-03-05T10:00:00Z', attention: 0, shared: [], gateways: [] };

/** A fleet of 200 resellers; the first has 10,000 consumers. */
export function largeFleet(): Printed {
  const keys = Array.from({ length: 10_000 }, (_, index) => `key-${String(index).padStart(5, '0')}`);
  const resellers = Array.from({ length: 200 }, (_, index) => reseller(`r${index}`));
  const consumers = keys.map(consumer);
  const used = keys.map((key, index) => usage(key, index));
  return {
    'reseller list': () => ({ resellers }),
    'reseller show': () => ({ reseller: resellers[0] }),
    'consumer list': () => ({ consumers }),
    'usage report': () => ({ totals: [], consumers: used }),
    status: () => STATUS,
  };
}
