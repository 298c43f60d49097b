import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';

import { loadEnvironment } from '../../lib/config/load-environment';
import type { EnvironmentConfig } from '../../lib/config/environment';
import { ConfigError } from '../../lib/config/problem';
import { NOTICE_KINDS } from '../../lib/notices/templates/kinds';
import { reference } from '../../lib/config/shapes/reference';

const CONFIG = join(__dirname, '../../config');

/** A place in a YAML file, and the row of the reference that it stands for. */
interface Place {
  readonly path: readonly (string | number)[];
  readonly key: string;
}

/** Keys that an environment leaves out, and values other than the default, by file. */
type Further = Readonly<Record<string, object>>;

const PRODUCTION: Further = {
  'platform.yaml': {
    uiNodes: {
      forwarding: 'lambda',
      authorization: 'asSent',
      answers: 'streamed',
      timeoutSeconds: 61,
      acknowledgedTimeoutQuotaSeconds: 90,
      private: {
        port: 8443,
        acknowledgedRegion: 'eu-central-1',
        furtherCertificates: [
          {
            host: 'brand.contoso.example',
            certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-4444-4444-8888-0123456789ab',
            nodes: [{ address: '10.20.3.11' }, { address: '192.168.40.12', outsideVpc: true }],
            port: 9443,
            healthCheck: {
              path: '/own',
              statusCodes: '200',
              intervalSeconds: 16,
              timeoutSeconds: 3,
              healthyThreshold: 4,
              unhealthyThreshold: 5,
            },
          },
        ],
      },
    },
    routes: [{ path: '/aps/2/resources', methods: ['GET', 'POST'], brandEndpoint: 'https://brand.contoso.example' }],
    tiers: { bronze: { quota: { limit: 5000, period: 'week', offset: 2 }, meteredBy: 'reseller', retired: true } },
    shedding: { automatic: { busyMinutes: 4, ofMinutes: 7, holdMinutes: 11 } },
    oauth: {
      signatureMethods: ['HMAC-SHA256'],
      timestampWindowSeconds: 201,
      allowedApsHeaders: ['aps-further'],
      cacheSeconds: 51,
      authentication: ['bearer', 'oauth1'],
      bearer: { ...identityProvider('login.example.com'), algorithms: ['ES256'], leewaySeconds: 7 },
    },
    protection: { webAcl: { allowedSourceIps: ['198.51.100.0/25'] } },
    alarms: alarms(10, { latencyMilliseconds: 9000, webAclBlocks: 17, webAclCounts: 18 }),
    operationGroups: {
      orders: {
        level: 'B',
        operations: [{ path: '/aps/2/orders/**', methods: ['POST'] }],
        platformOperations: [{ type: 'http://example.com/orders', verb: 'PUT' }],
      },
    },
    lockout: { failures: 12, withinMinutes: 13, forMinutes: 14 },
    dashboards: 'none',
    isolation: { accountConcurrency: 950, reservedConcurrency: 17 },
  },
  'resellers/fabrikam.yaml': { endpointAccess: 'basic' },
  'resellers/contoso.yaml': {
    uiNodes: {
      authorization: 'canonical',
      answers: 'buffered',
      timeoutSeconds: 46,
      acknowledgedTimeoutQuotaSeconds: 70,
    },
    tiers: {
      gold: {
        quota: { limit: 9000, period: 'month', offset: 3 },
        throttle: { rateLimit: 21, burstLimit: 41 },
        methods: [{ path: '/aps/2/resources', method: 'GET', rateLimit: 6, burstLimit: 7 }],
        meteredBy: 'reseller',
        priority: 3,
        retired: true,
      },
    },
    oauth: {
      timestampWindowSeconds: 202,
      clockSkewSeconds: 31,
      allowedApsHeaders: ['aps-own'],
      cacheSeconds: 32,
      outageGraceSeconds: 33,
      authentication: ['bearer'],
      bearer: { ...identityProvider('login.contoso.example'), algorithms: ['PS256'], leewaySeconds: 8 },
    },
    mutualTls: {
      ownershipCertificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-5555-4444-8888-0123456789ab',
    },
    isolation: { reservedConcurrency: 19 },
    lockout: { failures: 9, withinMinutes: 18, forMinutes: 17 },
    logs: { executionLevel: 'info' },
    alarms: alarms(30, {}),
  },
};

/** Only checks read them: nothing is made of them. */
const ONLY_CHECKED = ['capacity', 'uiNodes.private.acknowledgedRegion', 'uiNodes.acknowledgedTimeoutQuotaSeconds'];

/** Client certificates exclude private nodes, and nodes outside the VPC exclude separate zones. */
const PUBLIC_NODES: Further = {
  'platform.yaml': {
    uiNodes: {
      clientCertificate: 'arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-6666-4444-8888-0123456789ab',
      nextClientCertificate: 'generated-2028',
    },
    probe: { everyMinutes: 7, consumer: 'key-of-all' },
    notices: {
      everyMinutes: 23,
      from: 'gateway@provider.test',
      replyTo: 'support@provider.test',
      configurationSet: 'notices',
      templates: '../templates',
      language: 'de',
      brand: { name: 'Provider Cloud', support: 'https://help.provider.test/', color: '#112233' },
      kitUrl: 'https://kit.provider.test/',
    },
  },
  'resellers/beta.yaml': {
    uiNodes: { nextClientCertificate: 'generated-2027' },
    probe: { consumer: 'key-of-beta' },
    notices: {
      send: true,
      language: 'fr',
      brand: { name: 'Beta Cloud', support: 'https://help.beta.test/', color: '#445566' },
      kitUrl: 'https://kit.beta.test/',
    },
  },
};
const SEPARATE_ZONES: Further = {
  'platform.yaml': { uiNodes: { private: { nodes: [{ address: '10.20.1.11' }], crossZone: false } } },
};
/** Alarms over all gateways exclude those of each gateway. */
const SHARED_ALARMS: Further = {
  'platform.yaml': {
    alarms: { scope: 'environment', serverErrors: 27 },
    notices: { send: false, from: 'gateway@provider.test' },
  },
  'resellers/alpha.yaml': {
    notices: { send: true },
    routes: [{ path: '/aps/2/resources', brandEndpoint: 'https://orders.provider.test' }],
    audience: 'internal',
    vpcEndpoints: [{ id: 'vpce-0123456789abcdef0' }, { id: 'vpce-0123456789abcdef1', otherAccount: true }],
  },
};

const root = mkdtempSync(join(tmpdir(), 'aps-gateway-every-key-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, 'templates'));
for (const language of ['de', 'fr']) {
  for (const kind of NOTICE_KINDS) {
    writeFileSync(join(root, 'templates', `${kind}.${language}.txt`), `Subject: ${language}\n\n{consumer}\n`);
  }
}
const environments = [
  environment('everything', 'production', PRODUCTION),
  environment('separatezones', 'production', SEPARATE_ZONES),
  environment('publicnodes', 'lab', PUBLIC_NODES),
  environment('sharedalarms', 'lab', SHARED_ALARMS),
];

/** Copies an environment under a new name, with further keys. */
function environment(name: string, from: string, further: Further): string {
  cpSync(join(CONFIG, from), join(root, name), { recursive: true });
  for (const [file, keys] of Object.entries(further)) {
    const path = join(root, name, file);
    writeFileSync(path, stringify(merged(parse(readFileSync(path, 'utf8')), keys)));
  }
  return name;
}

/** Thresholds from a number on, which is different in each file. */
function alarms(from: number, further: object): object {
  const names = ['serverErrorPercent', 'authorizerErrors', 'signatureFailures', 'throttles', 'nonceTableFaults'];
  const counted = Object.fromEntries(names.map((name, index) => [name, from + index]));
  const refusals = { quotaRefusals: from + 8, credentialsRefusals: from + 9, failedAttempts: from + 10 };
  return { ...counted, ...refusals, authorizerDurationMilliseconds: 1000 + from, ...further };
}

function merged(below: unknown, above: unknown): unknown {
  if (!isMap(below) || !isMap(above)) return above;
  return Object.keys({ ...below, ...above }).reduce<Record<string, unknown>>(
    (made, key) => ({ ...made, [key]: key in above ? merged(below[key], above[key]) : below[key] }),
    {},
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Adds the keys of a kind of file whose absence changes the environment, or is a problem. */
function addEffective(effective: Set<string>, name: string, kind: 'platform' | 'reseller'): void {
  const rows = new Set(reference(kind).map(({ key }) => key));
  const files =
    kind === 'platform'
      ? ['platform.yaml']
      : readdirSync(join(root, name, 'resellers')).map((file) => join('resellers', file));
  const declared = loadEnvironment(root, name);
  for (const file of files.map((path) => join(root, name, path))) {
    for (const { path, key } of placesOf(parse(readFileSync(file, 'utf8')), rows)) {
      if (!effective.has(key) && !isDeepStrictEqual(loadedWithout(name, file, path), declared)) effective.add(key);
    }
  }
}

function placesOf(value: unknown, rows: ReadonlySet<string>, path: Place['path'] = [], prefix = ''): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const joined = prefix === '' ? name : `${prefix}.${name}`;
    const key = Array.isArray(value) ? `${prefix}[]` : rows.has(joined) ? joined : `${prefix}.*`;
    const at = [...path, Array.isArray(value) ? Number(name) : name];
    return [...(rows.has(key) ? [{ path: at, key }] : []), ...placesOf(member, rows, at, key)];
  });
}

/** The environment as it is without one place of a file; `undefined` when that is a problem. */
function loadedWithout(name: string, file: string, path: Place['path']): EnvironmentConfig | undefined {
  const text = readFileSync(file, 'utf8');
  const document: unknown = parse(text);
  const parent = path.slice(0, -1).reduce<unknown>((value, member) => Reflect.get(Object(value), member), document);
  Reflect.deleteProperty(Object(parent), path.at(-1)!);
  writeFileSync(file, stringify(document));
  try {
    return loadEnvironment(root, name);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  } finally {
    writeFileSync(file, text);
  }
}

test.each(['platform', 'reseller'] as const)('every key of a %s file changes the environment', (kind) => {
  const effective = new Set<string>();
  for (const name of environments) addEffective(effective, name, kind);
  const without = reference(kind).filter(({ key }) => !effective.has(key) && !ONLY_CHECKED.includes(key));

  expect(without.map(({ key }) => key)).toEqual([]);
});

function identityProvider(host: string) {
  return { issuer: `https://${host}/`, audience: host, jwksUri: `https://${host}/keys`, subjectClaim: 'azp' };
}
