import { credentialsDocument } from '../support/documents';
import { signedEvent } from '../support/events';
import { AuthorizerFunction, PREFIX, type Handler } from '../support/function';
import { type LocalAnswer, LocalServer } from '../support/local-server';
import { answerError, answerJson } from '../support/secrets-manager';

const authorizer = new AuthorizerFunction();
const { secretsManager } = authorizer;
const SECRET = 'kd94hf93k423kf44';

beforeAll(() => authorizer.start());
afterAll(() => authorizer.stop());
beforeEach(() => {
  secretsManager.secrets.clear();
  secretsManager.calls.length = 0;
  secretsManager.interference = undefined;
  authorizer.log.length = 0;
  authorizer.aheadMs = 0;
  authorizer.onboard(credentialsDocument());
});

const signed = (consumerSecret = SECRET, consumerKey = 'crm-of-acme') =>
  signedEvent({}, { consumerKey, consumerSecret });
const reason = async (handler: Handler, event: unknown) => (await handler(event)).context.reason;
const fault = (handler: Handler, event: unknown) =>
  handler(event).then(
    () => 'no fault',
    (error: { name: string; fault: string }) => `${error.name}: ${error.fault}`,
  );
/** Advances the function's clock. */
function waitSeconds(seconds: number): void {
  authorizer.aheadMs += seconds * 1000;
}
const lastLine = () => JSON.parse(authorizer.log.at(-1)!) as Record<string, unknown>;

const UNAVAILABLE = 'AuthorizerUnavailableError: credentials_unavailable';
const REFUSED = 'AuthorizerUnavailableError: credentials_refused';
const silent = () => {};
const OUTAGES: Readonly<Record<string, LocalAnswer>> = {
  'does not answer': silent,
  'sends headers and no body': (_, response) => void response.writeHead(200).write('{'),
  throttles: (_, response) => answerError(response, 400, 'ThrottlingException'),
  'fails inside': (_, response) => answerError(response, 500, 'InternalServiceError'),
  'closes the connection': (request) => void request.socket.destroy(),
  'answers with an empty body': (_, response) => void response.writeHead(200).end(),
  'answers with another object': (_, response) => answerJson(response, 200, {}),
  'answers with null': (_, response) => answerJson(response, 200, null),
  'answers with no document': (_, response) => answerJson(response, 200, { Name: `${PREFIX}crm-of-acme`, ARN: 'arn' }),
  'answers with a page': (_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'),
};

/** Decisions of the provider, or mistakes in the deployment: nothing that passes by itself. */
const REFUSALS: typeof OUTAGES = {
  'denies access': (_, response) => answerError(response, 400, 'AccessDeniedException'),
  'cannot decrypt, because the key is disabled or denied': (_, response) =>
    answerError(response, 400, 'DecryptionFailure'),
  'finds the request invalid': (_, response) => answerError(response, 400, 'InvalidRequestException', 'wrong state'),
  'cannot use a key that is being deleted': (_, response) =>
    answerError(
      response,
      400,
      'InvalidRequestException',
      'arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-1111-4444-8888-0123456789ab is pending deletion.',
    ),
  'does not know the token of the role': (_, response) => answerError(response, 400, 'UnrecognizedClientException'),
  'answers 403 with a page': (_, response) => void response.writeHead(403).end('<html>'),
};

describe.each(Object.entries(OUTAGES))('when Secrets Manager %s', (_, interference) => {
  test('a consumer that is not cached gets a fault, not a denial', async () => {
    const handler = authorizer.instance();
    secretsManager.interference = interference;
    expect(await authorizer.hurry(() => fault(handler, signed()))).toBe(UNAVAILABLE);
  });

  test('a cached consumer keeps working past expiry', async () => {
    const handler = authorizer.instance();
    expect(await reason(handler, signed())).toBe('allowed');
    waitSeconds(60);
    secretsManager.interference = interference;
    expect(await authorizer.hurry(() => reason(handler, signed()))).toBe('allowed');
    expect(lastLine()).toMatchObject({ credentials: 'stale', effect: 'allow' });
  });
});

describe.each(Object.entries(REFUSALS))('when Secrets Manager %s', (_, interference) => {
  test('a consumer that is not cached gets a fault of its own kind', async () => {
    const handler = authorizer.instance();
    secretsManager.interference = interference;
    expect(await fault(handler, signed())).toBe(REFUSED);
    expect(lastLine()).toMatchObject({ fault: 'credentials_refused', level: 'error', error: expect.any(String) });
  });

  test('a cached consumer works until expiry and not after', async () => {
    const handler = authorizer.instance();
    expect(await reason(handler, signed())).toBe('allowed');
    secretsManager.interference = interference;
    waitSeconds(59);
    expect(await reason(handler, signed())).toBe('allowed');
    waitSeconds(1);
    expect(await fault(handler, signed())).toBe(REFUSED);
    expect(await fault(handler, signed())).toBe(REFUSED);
  });

  test('it works again within five seconds of the correction', async () => {
    const handler = authorizer.instance();
    secretsManager.interference = interference;
    await fault(handler, signed());
    secretsManager.interference = undefined;
    waitSeconds(5);
    expect(await reason(handler, signed())).toBe('allowed');
  });
});

test('a missing role is a fault of the function, so cached credentials get no grace', async () => {
  const variables: NodeJS.ProcessEnv = {};
  const handler = authorizer.instance(variables);
  expect(await reason(handler, signed())).toBe('allowed');
  waitSeconds(60);
  delete variables.AWS_SECRET_ACCESS_KEY;
  expect(await fault(handler, signed())).toBe('AuthorizerUnavailableError: internal');
});

test('the faults end within five seconds of the outage', async () => {
  const handler = authorizer.instance();
  secretsManager.interference = OUTAGES['fails inside'];
  expect(await fault(handler, signed())).toBe(UNAVAILABLE);
  secretsManager.interference = undefined;
  waitSeconds(5);
  expect(await reason(handler, signed())).toBe('allowed');
});

test('a cached consumer gets a fault after the grace period', async () => {
  const handler = authorizer.instance({ APS_GATEWAY_OUTAGE_GRACE_SECONDS: '0' });
  expect(await reason(handler, signed())).toBe('allowed');
  waitSeconds(60);
  secretsManager.interference = OUTAGES['fails inside'];
  expect(await fault(handler, signed())).toBe(UNAVAILABLE);
});

test('a secret scheduled for deletion counts as an unknown consumer', async () => {
  secretsManager.interference = (_, response) =>
    answerError(
      response,
      400,
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  expect(await reason(authorizer.instance(), signed())).toBe('signature_invalid');
});

test('a short failure is retried once', async () => {
  const handler = authorizer.instance();
  secretsManager.interference = (_, response) => {
    secretsManager.interference = undefined;
    answerError(response, 500, 'InternalServiceError');
  };
  expect(await reason(handler, signed())).toBe('allowed');
  expect(secretsManager.calls).toHaveLength(2);
});

describe('when the nonce table', () => {
  /** Runs a function of its own against a DynamoDB that answers as the test decides. */
  async function withTable(answer: LocalAnswer, run: (handler: Handler) => Promise<void>) {
    const server = new LocalServer(answer);
    const endpoint = await server.start();
    await run(authorizer.instance({ AWS_ENDPOINT_URL_DYNAMODB: endpoint })).finally(() => server.stop());
  }

  const ANSWERS: Readonly<Record<string, LocalAnswer>> = {
    'does not answer': silent,
    throttles: (_, response) => answerError(response, 400, 'ProvisionedThroughputExceededException'),
    'fails inside': (_, response) => answerError(response, 500, 'InternalServerError'),
    'is gone': (_, response) => answerError(response, 400, 'ResourceNotFoundException'),
    'closes the connection': (request) => void request.socket.destroy(),
    'answers with an empty body': (_, response) => void response.writeHead(200).end(),
    'answers with 204': (_, response) => void response.writeHead(204).end(),
    'answers with 201': (_, response) => answerJson(response, 201, {}),
    'answers with an error under 200': (_, response) => answerJson(response, 200, { __type: 'InternalServerError' }),
    'answers as another service does': (_, response) => answerJson(response, 200, { message: 'Service unavailable' }),
    'answers with null': (_, response) => answerJson(response, 200, null),
    'answers with a list': (_, response) => answerJson(response, 200, []),
    'answers with a page': (_, response) => void response.writeHead(200).end('<html>'),
    'answers with half an object': (_, response) => void response.writeHead(200).end('{'),
  };

  test.each(Object.entries(ANSWERS))('%s, a valid request gets a fault', async (_, answer) => {
    await withTable(answer, async (handler) => {
      await reason(handler, signed('wrong'));
      expect(await authorizer.hurry(() => fault(handler, signed()))).toBe(
        'AuthorizerUnavailableError: nonces_unavailable',
      );
    });
  });

  test('stored a claim but its answer was lost, the retry does not count as a replay', async () => {
    const attempts: string[] = [];
    const answer: LocalAnswer = (request, response, body) => {
      const { Item, ExpressionAttributeValues } = JSON.parse(body.toString()) as {
        Item: { attempt: { S: string } };
        ExpressionAttributeValues: Record<string, { S: string }>;
      };
      attempts.push(Item.attempt.S, ExpressionAttributeValues[':attempt']!.S);
      if (attempts.length === 2) request.socket.destroy();
      else answerJson(response, 200, {});
    };
    await withTable(answer, async (handler) => {
      expect(await reason(handler, signed())).toBe('allowed');
    });
    expect(new Set(attempts).size).toBe(1);
    expect(attempts).toHaveLength(4);
  });
});

describe('a malformed credentials document', () => {
  const break_ = (document: string) => secretsManager.secrets.set(`${PREFIX}crm-of-acme`, document);

  test('fails only its consumer, and the log names the secret and the member but not the value', async () => {
    authorizer.onboard(credentialsDocument({ consumerKey: 'billing-of-acme', secrets: [{ value: 'other-secret' }] }));
    break_(JSON.stringify({ ...credentialsDocument(), tier: 4711 }));
    const handler = authorizer.instance();
    expect(await fault(handler, signed())).toBe('AuthorizerUnavailableError: credentials_malformed');
    expect(lastLine()).toMatchObject({
      level: 'error',
      fault: 'credentials_malformed',
      secretName: `${PREFIX}crm-of-acme`,
      member: 'tier',
    });
    expect(authorizer.log.at(-1)).not.toContain('4711');
    expect(await reason(handler, signed('other-secret', 'billing-of-acme'))).toBe('allowed');
  });

  test.each([
    ['document', '{'],
    ['rule', JSON.stringify({ ...credentialsDocument(), rules: { sourceIps: ['198.51.100.0/99'] } })],
  ])('works again within five seconds of the correction of its %s', async (_, document) => {
    break_(document);
    const handler = authorizer.instance();
    expect(await fault(handler, signed())).toBe('AuthorizerUnavailableError: credentials_malformed');
    authorizer.onboard(credentialsDocument());
    waitSeconds(5);
    expect(await reason(handler, signed())).toBe('allowed');
  });

  test('is reported only to its consumer if its secrets are readable', async () => {
    break_(JSON.stringify({ ...credentialsDocument(), tier: 4711 }));
    const handler = authorizer.instance();
    expect(await reason(handler, signed('wrong'))).toBe('signature_invalid');
    expect(await fault(handler, signed())).toBe('AuthorizerUnavailableError: credentials_malformed');
  });
});

describe('rotation', () => {
  test('a new secret works at once, even while the old one is cached', async () => {
    const handler = authorizer.instance();
    expect(await reason(handler, signed())).toBe('allowed');
    authorizer.onboard(credentialsDocument({ secrets: [{ value: 'new-secret' }, { value: SECRET }] }));
    expect(await reason(handler, signed('new-secret'))).toBe('allowed');
    expect(await reason(handler, signed())).toBe('allowed');
  });

  test('the old secret works until it expires and not after', async () => {
    const handler = authorizer.instance();
    const inASecond = new Date(Date.now() + 1000).toISOString();
    authorizer.onboard(
      credentialsDocument({ secrets: [{ value: 'new-secret' }, { value: SECRET, validUntil: inASecond }] }),
    );
    expect(await reason(handler, signed())).toBe('allowed');
    waitSeconds(1.001);
    expect(await reason(handler, signed())).toBe('consumer_secret_expired');
    expect(await reason(handler, signed('new-secret'))).toBe('allowed');
  });

  test('a flood of invalid signatures does not become a flood of look-ups', async () => {
    const handler = authorizer.instance();
    expect(await reason(handler, signed())).toBe('allowed');
    const flood = Array.from({ length: 200 }, () => reason(handler, signed('wrong')));
    expect(new Set(await Promise.all(flood))).toEqual(new Set(['signature_invalid']));
    expect(secretsManager.calls).toHaveLength(2);
  });
});

test('a suspended consumer is denied once its cached credentials expire', async () => {
  const handler = authorizer.instance({ APS_GATEWAY_CACHE_SECONDS: '1' });
  expect(await reason(handler, signed())).toBe('allowed');
  authorizer.onboard(credentialsDocument({ status: 'suspended' }));
  waitSeconds(1.001);
  expect(await reason(handler, signed())).toBe('consumer_suspended');
});

test('a cold instance looks a consumer up once for all waiting requests', async () => {
  const handler = authorizer.instance();
  const reasons = await Promise.all(Array.from({ length: 64 }, () => reason(handler, signed())));
  expect(new Set(reasons)).toEqual(new Set(['allowed']));
  expect(secretsManager.calls).toHaveLength(1);
});

test('a warm instance makes only one call, the nonce claim', async () => {
  const handler = authorizer.instance();
  await handler(signed());
  secretsManager.calls.length = 0;
  expect(await reason(handler, signed())).toBe('allowed');
  expect(secretsManager.calls).toEqual([]);
  expect(lastLine()).toMatchObject({ credentials: 'cached' });
});

describe('an unknown consumer key and a wrong signature', () => {
  const unknown = (key = 'nobody') => signed('wrong', key);
  const wrong = () => signed('wrong');

  test('get the same answer', async () => {
    const handler = authorizer.instance();
    expect(await handler(unknown())).toEqual(await handler(wrong()));
  });

  test('cost the same look-ups at first and later, whether the known key is cached or not', async () => {
    const counted = async (event: () => unknown, before: (handler: Handler) => Promise<unknown> = async () => {}) => {
      const handler = authorizer.instance();
      await before(handler);
      secretsManager.calls.length = 0;
      const after: number[] = [];
      for (let sent = 0; sent < 4; sent += 1) {
        await handler(event());
        after.push(secretsManager.calls.length);
      }
      return after;
    };
    expect(await counted(unknown)).toEqual([1, 1, 1, 1]);
    expect(await counted(wrong)).toEqual([1, 1, 1, 1]);
    expect(await counted(wrong, (handler) => handler(signed()))).toEqual([1, 1, 1, 1]);
  });

  test('are logged the same way', async () => {
    const handler = authorizer.instance();
    await handler(unknown());
    const lineOfUnknown = lastLine();
    await handler(wrong());
    const lineOfWrong = lastLine();
    expect(Object.keys(lineOfUnknown)).toEqual(Object.keys(lineOfWrong));
    expect(lineOfUnknown).toMatchObject({ reason: 'signature_invalid', level: 'info', credentials: 'looked_up' });
    expect(lineOfWrong).toMatchObject({ reason: 'signature_invalid', level: 'info', credentials: 'looked_up' });
  });

  test('both get a fault while Secrets Manager fails, whether the known key is cached or not', async () => {
    const handler = authorizer.instance();
    await handler(signed());
    await handler(unknown());
    waitSeconds(5);
    secretsManager.interference = OUTAGES['fails inside'];
    expect([await fault(handler, unknown()), await fault(handler, wrong())]).toEqual([UNAVAILABLE, UNAVAILABLE]);
  });

  test.each(['__proto__', 'constructor', 'toString', '../other/crm', 'a b', '', '*', 'x'.repeat(129), '💥'])(
    'the key %j is unknown',
    async (key) => {
      expect(await reason(authorizer.instance(), unknown(key))).toBe('signature_invalid');
    },
  );

  test('a key that cannot be part of a secret name is not looked up', async () => {
    await authorizer.instance()(unknown('../other/crm'));
    expect(secretsManager.calls).toEqual([]);
  });
});

test('a nonce is remembered until one minute after the window around its timestamp', async () => {
  const handler = authorizer.instance({
    APS_GATEWAY_TIMESTAMP_WINDOW_SECONDS: '100',
    APS_GATEWAY_CLOCK_SKEW_SECONDS: '50',
  });
  const timestamp = Math.floor(Date.now() / 1000) - 40;
  const before = new Set((await authorizer.nonceTable.items()).map(({ claim }) => claim!.S));
  await handler(signedEvent({}, { consumerKey: 'crm-of-acme', consumerSecret: SECRET, timestamp }));
  const [item] = (await authorizer.nonceTable.items()).filter(({ claim }) => !before.has(claim!.S));
  expect(item!.expiresAt).toEqual({ N: String(timestamp + 100 + 50 + 60) });
  expect(Object.keys(item!).toSorted()).toEqual(['attempt', 'claim', 'expiresAt']);
});

test('an unauthenticated request claims no nonce', async () => {
  const before = await authorizer.nonceTable.items();
  await authorizer.instance()(signed('wrong'));
  expect(await authorizer.nonceTable.items()).toHaveLength(before.length);
});

describe('a nonce is used', () => {
  const timestamp = Math.floor(Date.now() / 1000);
  const billing = { consumerKey: 'billing-of-acme', consumerSecret: 'other-secret', timestamp };
  const crm = { consumerKey: 'crm-of-acme', consumerSecret: SECRET, timestamp };
  const reasons = async (handler: Handler, ...signings: readonly (typeof crm & { nonce: string })[]) => {
    authorizer.onboard(credentialsDocument({ consumerKey: 'billing-of-acme', secrets: [{ value: 'other-secret' }] }));
    const given: string[] = [];
    for (const signing of signings) given.push(await reason(handler, signedEvent({}, signing)));
    return given;
  };

  test('by one consumer, not by another', async () => {
    const nonce = 'of-two-consumers';
    expect(await reasons(authorizer.instance(), { ...crm, nonce }, { ...billing, nonce })).toEqual([
      'allowed',
      'allowed',
    ]);
  });

  test('with one timestamp, not with another', async () => {
    const nonce = 'of-two-timestamps';
    const later = { ...crm, timestamp: timestamp + 1, nonce };
    expect(await reasons(authorizer.instance(), { ...crm, nonce }, later, later)).toEqual([
      'allowed',
      'allowed',
      'nonce_used',
    ]);
  });

  test('as a separate value, not as a concatenation of timestamp and nonce', async () => {
    const [first, second] = [
      { ...crm, timestamp, nonce: '1-x' },
      { ...crm, timestamp, nonce: `","${timestamp}","1-x` },
    ];
    expect(await reasons(authorizer.instance(), first, second, { ...crm, timestamp, nonce: '1-x"' })).toEqual([
      'allowed',
      'allowed',
      'allowed',
    ]);
  });
});

test('another instance denies the replay, even with the nonce spelled in escapes', async () => {
  const event = signedEvent({}, { consumerKey: 'crm-of-acme', consumerSecret: SECRET, nonce: 'abc-respelled' });
  expect(await reason(authorizer.instance(), event)).toBe('allowed');
  for (const map of [event.headers, event.multiValueHeaders]) {
    map.Authorization = JSON.parse(JSON.stringify(map.Authorization).replace('abc-respelled', '%61bc-respelled'));
  }
  expect(await reason(authorizer.instance(), event)).toBe('nonce_used');
});
