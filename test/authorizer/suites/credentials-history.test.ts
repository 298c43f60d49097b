import { type Knowledge, readConsumer } from '../../../lambda/authorizer/consumers/consumer';
import { credentialsCache } from '../../../lambda/authorizer/consumers/credentials-cache';
import { AuthorizerUnavailableError } from '../../../lambda/authorizer/faults';
import { Random } from '../fuzz/random';
import { credentialsDocument } from '../support/documents';

const CACHE_MS = 60_000;
const GRACE_MS = 900_000;
/** A refusal counts for 5 s, and was decided by a look-up of at most 3 s. */
const REFUSAL_MS = 8_000;
const STEPS = 3_000;

type Service = 'answers' | 'credentials_unavailable' | 'credentials_refused';

/**
 * A consumer whose document is replaced at times, behind a service that fails at times. Some look-ups are frozen until the
 * instance thaws. Each document has its own tier, by which a request is signed.
 */
function history(random: Random) {
  const world = { now: 1_000_000, service: 'answers' as Service };
  const documents = [{ tier: 'tier-0', since: 0 }];
  const frozen: (() => void)[] = [];
  const current = () => documents.at(-1)!;
  const cache = credentialsCache({
    clock: () => world.now,
    pause: () => new Promise((passed) => void setImmediate(passed)),
    cacheSeconds: CACHE_MS / 1000,
    outageGraceSeconds: GRACE_MS / 1000,
    lookUp: async (key): Promise<Knowledge> => {
      const { service } = world;
      const { tier } = current();
      if (random.below(5) === 0) await new Promise<void>((thaw) => void frozen.push(thaw));
      if (service !== 'answers') throw new AuthorizerUnavailableError(service);
      const document = credentialsDocument({ consumerKey: key, tier });
      return { kind: 'known', consumer: readConsumer(key, JSON.stringify(document)) };
    },
  });
  /** Sends one request, and returns what is wrong about its decision. */
  async function send(tier: string): Promise<string | undefined> {
    const { now } = world;
    try {
      const { signature, provenance } = await cache.find('crm-of-acme', (knowledge) =>
        knowledge.kind === 'known' && knowledge.consumer.tier === tier ? 'verified' : 'mismatch',
      );
      const { since } = current();
      if (signature === 'mismatch') return tier === current().tier && since < now - REFUSAL_MS ? 'refused' : undefined;
      const replacedAt = documents[documents.findIndex((document) => document.tier === tier) + 1]?.since ?? Infinity;
      const life = { cached: CACHE_MS, looked_up: 3_000, stale: CACHE_MS + GRACE_MS }[provenance];
      return replacedAt < now - life ? `accepted, ${provenance}` : undefined;
    } catch (error) {
      if (error instanceof AuthorizerUnavailableError) return undefined;
      throw error;
    }
  }

  return { world, documents, frozen, current, send };
}

test.each([1, 2, 3])(
  'over any history, here no. %i, no request is decided by a document that is too old',
  async (seed) => {
    const random = new Random(seed);
    const { world, documents, frozen, current, send } = history(random);
    const decided: Promise<string | undefined>[] = [];
    for (let step = 0; step < STEPS; step += 1) {
      const dice = random.below(20);
      if (dice === 0) documents.push({ tier: `tier-${step}`, since: world.now });
      if (dice === 1)
        world.service = random.pick(['answers', 'answers', 'credentials_unavailable', 'credentials_refused']);
      if (dice === 2) for (const thaw of frozen.splice(0)) thaw();
      if (dice > 2 && dice < 8) world.now += random.pick([1, 100, 1_000, 5_000, 30_000, 61_000, 600_000]);
      if (dice >= 8) decided.push(send(random.pick([current().tier, (documents.at(-2) ?? current()).tier])));
      await new Promise((passed) => void setImmediate(passed));
    }
    for (const thaw of frozen) thaw();
    expect((await Promise.all(decided)).filter((wrong) => wrong !== undefined)).toEqual([]);
  },
);
