/** Keys that an environment leaves out, and values other than the default, by file. */
export type Further = Readonly<Record<string, object>>;

/** Of an environment with private nodes and a web ACL. */
export const PRODUCTION: Further = {
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
      authentication: ['oauth1'],
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

/** Client certificates exclude private nodes, and nodes outside the VPC exclude separate zones. */
export const PUBLIC_NODES: Further = {
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
export const SEPARATE_ZONES: Further = {
  'platform.yaml': { uiNodes: { private: { nodes: [{ address: '10.20.1.11' }], crossZone: false } } },
};
/** Alarms over all gateways exclude those of each gateway. */
export const SHARED_ALARMS: Further = {
  'platform.yaml': {
    alarms: { scope: 'environment', serverErrors: 27 },
    notices: { send: false, from: 'gateway@provider.test' },
  },
  'resellers/alpha.yaml': {
    notices: { send: true },
    oauth: {
      authentication: ['bearer'],
      bearer: { ...identityProvider('login.alpha.example'), algorithms: ['PS256'], leewaySeconds: 8 },
    },
    routes: [{ path: '/aps/2/resources', brandEndpoint: 'https://orders.provider.test' }],
    audience: 'internal',
    vpcEndpoints: [{ id: 'vpce-0123456789abcdef0' }, { id: 'vpce-0123456789abcdef1', otherAccount: true }],
  },
};

/** Thresholds from a number on, which is different in each file. */
function alarms(from: number, further: object): object {
  const names = ['serverErrorPercent', 'authorizerErrors', 'signatureFailures', 'throttles', 'nonceTableFaults'];
  const counted = Object.fromEntries(names.map((name, index) => [name, from + index]));
  const refusals = { quotaRefusals: from + 8, credentialsRefusals: from + 9, failedAttempts: from + 10 };
  return { ...counted, ...refusals, authorizerDurationMilliseconds: 1000 + from, ...further };
}

function identityProvider(host: string) {
  return { issuer: `https://${host}/`, audience: host, jwksUri: `https://${host}/keys`, subjectClaim: 'azp' };
}
