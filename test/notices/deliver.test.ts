import * as fc from 'fast-check';
import { deliver } from '../../lib/notices/deliver';
import type { Mail } from '../../lib/notices/mail';
import { type DeliveryPorts, MailRefusedError } from '../../lib/notices/ports';

const CLAIM_MS = 20 * 60_000;
const MAIL: Mail = { to: ['a@b.test'], fromName: 'Provider', subject: 'x', text: 'x', html: 'x' };

/** A memory with claims that lapse, as the table has them. */
class FakeMemory {
  private readonly items = new Map<string, number>();

  constructor(private readonly clock: { now: number }) {}

  has = async (id: string) => (this.items.get(id) ?? -1) >= this.clock.now;

  claim = async (id: string) => {
    if ((this.items.get(id) ?? -1) >= this.clock.now) return false;
    this.items.set(id, this.clock.now + CLAIM_MS);
    return true;
  };

  confirm = async (id: string) => void this.items.set(id, Infinity);

  release = async (id: string) => void this.items.delete(id);
}

/** Outcomes of one attempt. */
const FATES = [
  'held',
  'refused',
  'unknown but sent',
  'unknown and lost',
  'crash before sending',
  'crash before remembering',
] as const;
type Fate = (typeof FATES)[number];

/** Carries out one attempt; a crash ends it without an answer. */
async function attempt(memory: FakeMemory, sent: string[], fate: Fate, id: string): Promise<void> {
  const crash = () => new Promise<never>(() => undefined);
  const ports: DeliveryPorts = {
    memory: {
      has: memory.has,
      claim: memory.claim,
      release: memory.release,
      confirm: (one: string) => (fate === 'crash before remembering' ? crash() : memory.confirm(one)),
    },
    mailer: {
      send: async () => {
        if (fate === 'refused') throw new MailRefusedError('refused');
        if (fate === 'unknown and lost') throw new Error('time-out');
        if (fate === 'crash before sending') return crash();
        sent.push(id);
        if (fate === 'unknown but sent') throw new Error('time-out');
      },
    },
  };
  await Promise.race([deliver(ports, id, MAIL), new Promise((resolve) => setImmediate(resolve))]);
}

test('a notice is sent once, whatever happens, and twice at most where it is unknown whether it was sent', async () => {
  const run = fc.record({ fate: fc.constantFrom(...FATES), pauseMs: fc.integer({ min: 0, max: 2 * CLAIM_MS }) });
  await fc.assert(
    fc.asyncProperty(fc.array(run, { maxLength: 8 }), async (runs) => {
      const clock = { now: 0 };
      const memory = new FakeMemory(clock);
      const sent: string[] = [];
      let open = 0;
      for (const { fate, pauseMs } of runs) {
        const before = sent.length;
        await attempt(memory, sent, fate, 'notice');
        const isOpen = fate === 'unknown but sent' || fate === 'crash before remembering';
        if (isOpen && sent.length > before) open += 1;
        clock.now += pauseMs;
      }
      clock.now += CLAIM_MS + 1;
      for (let last = 0; last < 3; last += 1) await attempt(memory, sent, 'held', 'notice');

      expect(sent.length).toBeGreaterThanOrEqual(1);
      expect(sent.length).toBeLessThanOrEqual(1 + open);
    }),
  );
});

test('two runs at the same time send a notice once', async () => {
  const memory = new FakeMemory({ now: 0 });
  const sent: string[] = [];
  await Promise.all([attempt(memory, sent, 'held', 'notice'), attempt(memory, sent, 'held', 'notice')]);

  expect(sent).toEqual(['notice']);
});

test('a refused mail says why, and the next run sends it', async () => {
  const memory = new FakeMemory({ now: 0 });
  const refused = { send: () => Promise.reject(new MailRefusedError('the sender is not verified')) };
  const sent: Mail[] = [];

  expect(await deliver({ memory, mailer: refused }, 'notice', MAIL)).toEqual({ failed: 'the sender is not verified' });
  expect(await deliver({ memory, mailer: { send: async (mail) => void sent.push(mail) } }, 'notice', MAIL)).toBe(
    'sent',
  );
});
