/**
 * `npm run test:servers -- [--strict] [headers] [seed]`: OAuth servers of several languages read what the gateway forwards.
 * Each of them has to find the consumer that the gateway verified, or none.
 */
import { authorize } from '../../lambda/authorizer/authorize';
import { Random } from '../authorizer/fuzz/random';
import { portsOf } from '../authorizer/support/decide';
import { credentialsDocument } from '../authorizer/support/documents';
import { authorizerEvent } from '../authorizer/support/events';
import { hostileHeader, METHOD, plainHeader, SERVED, SUSPENDED, URL } from './hostile-headers';
import { prepareReaders, type Reader, type SentHeader } from './readers';

const SECRETS = Object.fromEntries([SERVED, SUSPENDED].map((each) => [each.consumerKey, each.consumerSecret]));

interface Counts {
  served: number;
  refused: number;
  other: number;
  /** A header in which a server found another consumer. */
  example?: string;
}

async function main(args: readonly string[]): Promise<number> {
  const [headers = '3000', seed = String(Math.floor(Date.now() / 86_400_000))] = args.filter(
    (arg) => arg !== '--strict',
  );
  const { readers, missing } = prepareReaders();
  for (const each of missing) console.log(`skipped: ${each}`);

  const random = new Random(Number(seed));
  const now = Math.floor(Date.now() / 1000);
  const hostile = Array.from({ length: Number(headers) }, () => hostileHeader(random, now));
  const plain = Array.from({ length: 100 }, () => plainHeader(random, now));
  const sent = await forwarded(hostile, 'asSent', (_, header) => header);
  const canonical = await forwarded(hostile, 'canonical', (rewritten) => rewritten);
  const untouched = await forwarded(hostile, 'canonical', (_, header) => header);
  console.log(`seed ${seed}: of ${headers} hostile headers ${canonical.length} pass, ${sent.length} with asSent`);

  let failures = args.includes('--strict') ? missing.length : 0;
  let deceived = 0;
  for (const reader of readers) {
    const rewritten = count(reader, canonical);
    const asSent = count(reader, sent);
    const withPlain = count(reader, await forwarded(plain, 'canonical', (header) => header));
    const before = count(reader, untouched);
    deceived += before.other;
    const right = rewritten.other + asSent.other === 0 && rewritten.served > 0 && withPlain.served === plain.length;
    if (!right) failures += 1;
    console.log(`${right ? 'ok     ' : 'failed '} ${reader.name}`);
    for (const [what, counts] of Object.entries({ canonical: rewritten, asSent, plain: withPlain, untouched: before }))
      console.log(`        ${what.padEnd(10)}${describe(counts)}`);
  }
  // Otherwise the headers are not hostile, and the above shows nothing.
  if (deceived === 0) console.log('failed  no server finds another consumer in an untouched header');
  return failures + (deceived === 0 ? 1 : 0);
}

/** Returns the headers that the UI nodes get of those that the gateway allows. */
async function forwarded(
  headers: readonly string[],
  authorization: 'canonical' | 'asSent',
  choose: (rewritten: string, sent: string) => string,
): Promise<readonly SentHeader[]> {
  const documents = [
    credentialsDocument({ consumerKey: SERVED.consumerKey, secrets: [{ value: SERVED.consumerSecret }] }),
    credentialsDocument({
      consumerKey: SUSPENDED.consumerKey,
      secrets: [{ value: SUSPENDED.consumerSecret }],
      status: 'suspended',
    }),
  ];
  const ports = portsOf({ documents, settings: { APS_GATEWAY_AUTHORIZATION: authorization } });
  const passed: SentHeader[] = [];
  for (const header of headers) {
    const event = authorizerEvent({ method: METHOD, url: URL, headers: [['Authorization', header]] });
    const decision = await authorize(event, ports);
    if (decision.effect !== 'allow') continue;
    if (decision.consumer.consumerKey !== SERVED.consumerKey) throw new Error(`the gateway serves ${header}`);
    passed.push({ method: METHOD, url: URL, authorization: choose(decision.headers.authorization ?? '', header) });
  }
  return passed;
}

function count(reader: Reader, headers: readonly SentHeader[]): Counts {
  const counts: Counts = { served: 0, refused: 0, other: 0 };
  for (const [index, { consumerKey, verified }] of reader.read(headers, SECRETS).entries()) {
    if (consumerKey === null || consumerKey === '') counts.refused += 1;
    else if (consumerKey === SERVED.consumerKey) counts[verified ? 'served' : 'refused'] += 1;
    else {
      counts.other += 1;
      counts.example ??= headers[index]?.authorization ?? '';
    }
  }
  return counts;
}

function describe({ served, refused, other, example }: Counts): string {
  const found = `${served} verified, ${refused} refused, ${other} with another consumer`;
  return example === undefined ? found : `${found}, such as\n          ${example}`;
}

void main(process.argv.slice(2))
  .catch((error: unknown) => {
    console.error(error);
    return 1;
  })
  .then((failures) => process.exit(failures === 0 ? 0 : 1));
