import { createSecretKey, randomBytes } from 'node:crypto';
import { type Knowledge, readKnowledge, withRules } from '../../lambda/authorizer/consumers/consumer';
import type { CredentialsDocument } from '../../lambda/authorizer/contract';
import { verifySignature } from '../../lambda/authorizer/stages/verify-signature';
import { MANY_RULES, PLAIN_DOCUMENT } from './fixtures';
import { microsecondsEach, printTable } from './measure';

const CLAIM = {
  signatureMethod: 'HMAC-SHA1',
  baseString: 'GET&https%3A%2F%2Fgw1.example.com%2Faps%2F2%2Fresources&oauth_nonce%3D7d8f3e4a1b2c3d4e',
  signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=',
} as const;
const DUMMY_KEY = createSecretKey(randomBytes(32));

function verify(knowledge: Knowledge): unknown {
  const secrets = knowledge.kind === 'known' ? knowledge.consumer.secrets : [];
  return verifySignature(CLAIM, secrets, DUMMY_KEY, 0);
}

/** A request with a wrong signature as it goes after a look-up: read the document, verify. */
function wrongSignature(document: CredentialsDocument): () => unknown {
  const text = JSON.stringify(document);
  return () => verify(readKnowledge('crm-of-acme', text));
}

/** Times what a wrong signature costs for an unknown key, for a known one, and for one with many rules. */
export function benchUnknownKeys(rounds: number): void {
  const manyRules = JSON.stringify(MANY_RULES);
  const steps: readonly (readonly [string, () => unknown])[] = [
    ['unknown key', () => verify({ kind: 'unknown' })],
    ['known key, wrong signature', wrongSignature(PLAIN_DOCUMENT)],
    ['… with 100 CIDR blocks and 20 operations', wrongSignature(MANY_RULES)],
    ['… and its rules compiled', () => withRules(readKnowledge('crm-of-acme', manyRules))],
  ];
  const times = microsecondsEach(
    steps.map(([, call]) => call),
    rounds,
  );
  printTable(
    'A look-up that does not verify, CPU time without the call to Secrets Manager',
    steps.map(([name], index) => [
      name,
      `${times[index]!.toFixed(2)} us`,
      `${(times[index]! - times[0]!).toFixed(2)} us more than unknown`,
    ]),
  );
}
