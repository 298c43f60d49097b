import { findConsumer } from '../../lambda/authorizer/bearer/find-consumer';
import { readEitherKnowledge } from '../../lambda/authorizer/bearer/read-knowledge';
import type { Knowledge } from '../../lambda/authorizer/consumers/consumer';
import { credentialsCache } from '../../lambda/authorizer/consumers/credentials-cache';
import type { CredentialsDocument } from '../../lambda/authorizer/contract';
import { readSettings } from '../../lambda/authorizer/settings';
import { MANY_RULES, PLAIN_DOCUMENT } from './fixtures';
import { cpuMicrosecondsEach, printTable } from './measure';

const SIGNER = PLAIN_DOCUMENT.consumerKey;
/** Longer than the cooldown of a key, and long enough for the budget of look-ups to refill. */
const BETWEEN_REQUESTS_MS = 10_000;

const SETTINGS = readSettings({
  APS_GATEWAY_CREDENTIALS_PREFIX: 'aps-gateway/lab/acme/',
  APS_GATEWAY_NONCE_TABLE: 'n',
});

/** A request with a verified token, whose subject is looked up: the documents are read again each time. */
function lookUpOf(subject: string, document: CredentialsDocument | undefined): () => Promise<unknown> {
  const text = document && JSON.stringify(document);
  let now = 0;
  const clock = () => now;
  const lookUp = async (consumerKey: string): Promise<Knowledge> =>
    text === undefined ? { kind: 'unknown' } : readEitherKnowledge(consumerKey, text, {});
  const options = { lookUp, clock, pause: async () => {}, cacheSeconds: 1, outageGraceSeconds: 0 };
  const ports = { settings: SETTINGS, clock, credentials: credentialsCache(options) };
  return () => {
    now += BETWEEN_REQUESTS_MS;
    return findConsumer(subject, ports, {});
  };
}

/**
 * Times the look-up of a verified token's subject: one that is unknown, and one that is the key of a consumer that signs. The
 * answer is the same for both.
 */
export async function benchUnknownSubjects(rounds: number): Promise<void> {
  const bearer = { ...PLAIN_DOCUMENT, subject: SIGNER, secrets: [] as const };
  const steps: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['unknown subject', lookUpOf(SIGNER, undefined)],
    ['key of a consumer that signs', lookUpOf(SIGNER, PLAIN_DOCUMENT)],
    ['… with 100 CIDR blocks and 20 operations', lookUpOf(SIGNER, MANY_RULES)],
    ['its own consumer, accepted', lookUpOf(SIGNER, bearer)],
  ];
  const times = await cpuMicrosecondsEach(
    steps.map(([, call]) => call),
    rounds,
  );
  printTable(
    'The subject of a verified token, CPU time without the call to Secrets Manager',
    steps.map(([name], index) => [
      name,
      `${times[index]!.toFixed(2)} us`,
      `${(times[index]! / times[0]!).toFixed(2)} of unknown`,
    ]),
  );
}
