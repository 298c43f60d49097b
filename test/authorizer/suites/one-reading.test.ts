import { type Verification, verifySignature } from '../../../lib/local/ui-node/verify-signature';
import { hostileHeader, METHOD, SERVED, SUSPENDED, URL } from '../../servers/hostile-headers';
import { Random } from '../fuzz/random';
import { decide } from '../support/decide';
import { credentialsDocument } from '../support/documents';
import { authorizerEvent } from '../support/events';

const NOW_SECONDS = 1_795_320_000;
const documentOf = ({ consumerKey, consumerSecret }: typeof SERVED) =>
  credentialsDocument({ consumerKey, secrets: [{ value: consumerSecret }] });

/** Two readers that are common in the field. Of a parameter that occurs twice, both take the last one. */
const NAIVE_READERS: Readonly<Record<string, (header: string) => Readonly<Record<string, string>>>> = {
  'splits at commas': (header) =>
    Object.fromEntries(
      header
        .slice(6)
        .split(',')
        .map((element) => element.trim().split(/=(.*)/s))
        .map(([name = '', value = '']) => [decode(name), decode(value.replace(/^[\\"']+|[\\"']+$/g, ''))]),
    ),
  'searches for each name': (header) =>
    Object.fromEntries(
      [...header.matchAll(/(oauth_\w+)=\\?["']?([^"'\\,&]*)/g)].map(([, name, value]) => [name, decode(value!)]),
    ),
};

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Headers that the gateway allows, as they were sent and as the UI nodes get them. */
async function allowed(authorization: 'canonical' | 'asSent') {
  const random = new Random(11);
  const world = {
    documents: [documentOf(SERVED)],
    settings: { APS_GATEWAY_AUTHORIZATION: authorization },
    clock: () => NOW_SECONDS * 1000,
  };
  const headers: { readonly sent: string; readonly forwarded: string }[] = [];
  for (let made = 0; made < 500; made += 1) {
    const sent = hostileHeader(random, NOW_SECONDS);
    const event = authorizerEvent({ method: METHOD, url: URL, headers: [['Authorization', sent]] });
    const decision = await decide(event, world);
    if (decision.effect === 'allow') headers.push({ sent, forwarded: decision.headers.authorization ?? sent });
  }
  return headers;
}

const uiNode = (authorization: string): Verification =>
  verifySignature(
    {
      method: METHOD,
      target: '/aps/2/resources',
      headers: [
        ['X-Forwarded-Host', 'gw1.example.com'],
        ['Authorization', authorization],
      ],
    },
    (key) =>
      [SERVED, SUSPENDED]
        .filter(({ consumerKey }) => consumerKey === key)
        .map(({ consumerSecret }) => ({ secrets: [consumerSecret], gatewayHost: 'gw1.example.com' })),
  );

test.each(['canonical', 'asSent'] as const)(
  'over %s, the UI node finds the verified consumer',
  async (authorization) => {
    const headers = await allowed(authorization);
    expect(headers.length).toBeGreaterThan(10);
    for (const { forwarded } of headers) {
      expect(uiNode(forwarded)).toEqual({ verdict: 'verified', consumerKey: SERVED.consumerKey });
    }
  },
);

describe.each(Object.entries(NAIVE_READERS))('a server that %s', (_, read) => {
  test.each(['canonical', 'asSent'] as const)('finds no other consumer over %s', async (authorization) => {
    for (const { forwarded } of await allowed(authorization)) {
      expect(read(forwarded)['oauth_consumer_key']).toBe(SERVED.consumerKey);
    }
  });

  test('finds another one in some header as it was sent', async () => {
    const found = (await allowed('canonical')).map(({ sent }) => read(sent)['oauth_consumer_key']);
    expect(found).toContain(SUSPENDED.consumerKey);
  });
});
