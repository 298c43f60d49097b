import { planRotate, type RotateIntent } from '../../../lib/onboarding/plan/rotate';
import { apiKey, CONTEXT, consumer, currentState, NOW, storedBy } from '../support/current-state';

describe('rotation', () => {
  const rotate = (before: Parameters<typeof currentState>[0], intent: RotateIntent) =>
    storedBy(planRotate(currentState(before, [apiKey()]), 'alpha', intent, CONTEXT))?.secrets;
  const begin = { kind: 'begin', secret: 'second', overlapUntil: '2026-03-11T05:06:07Z', running: 'keep' } as const;

  test('keeps the current secret until the overlap ends', () => {
    expect(rotate(consumer(), begin)).toEqual([
      { value: 'second', addedAt: NOW },
      { value: 'first', addedAt: '2026-01-01T00:00:00Z', validUntil: '2026-03-11T05:06:07Z' },
    ]);
  });

  test('does not prolong a secret that expires before the overlap ends', () => {
    const expiring = consumer({ secrets: [{ value: 'first', validUntil: '2026-03-05T00:00:00Z' }] });

    expect(rotate(expiring, begin)?.[1]).toMatchObject({ validUntil: '2026-03-05T00:00:00Z' });
  });

  test('without overlap replaces the secret', () => {
    expect(rotate(consumer(), { kind: 'begin', secret: 'second', running: 'keep' })).toEqual([
      { value: 'second', addedAt: NOW },
    ]);
  });

  test('to the current secret is a conflict', () => {
    expect(() => rotate(consumer(), { ...begin, secret: 'first' })).toThrow(
      'This is already the current secret of consumer crm, and no overlap is running',
    );
  });

  test('to the current secret without overlap is already done', () => {
    expect(rotate(consumer(), { kind: 'begin', secret: 'first', running: 'change' })).toBeUndefined();
  });

  test('to a secret that would expire before the previous one is refused', () => {
    const expiring = { ...begin, secretExpires: '2026-03-11T05:06:07Z' };

    expect(() => rotate(consumer(), expiring)).toThrow(
      'The new secret would expire at 2026-03-11T05:06:07Z, but the previous one is accepted until 2026-03-11T05:06:07Z',
    );
    expect(rotate(consumer(), { ...expiring, secretExpires: '2026-03-11T05:06:08Z' })).toHaveLength(2);
  });

  describe('during an overlap', () => {
    const older = { value: 'zeroth', validUntil: '2026-03-06T00:00:00Z' };
    const overlapping = consumer({ secrets: [{ value: 'first' }, older] });
    const again = { ...begin, secret: 'first', running: 'change' } as const;

    test('to its new secret ends the overlap as requested', () => {
      expect(rotate(overlapping, again)?.[1]).toEqual({ ...older, validUntil: '2026-03-11T05:06:07Z' });
    });

    test('to its new secret, without a requested end, changes nothing', () => {
      expect(rotate(overlapping, { ...again, running: 'keep' })).toBeUndefined();
    });

    test('gives it another end without any secret', () => {
      const until = { kind: 'overlap', overlapUntil: '2026-03-04T12:00:00Z' } as const;

      expect(rotate(overlapping, until)).toEqual([{ value: 'first' }, { ...older, validUntil: until.overlapUntil }]);
    });

    test('does not prolong it beyond the expiry of the older secret', () => {
      const expiring = consumer({ secrets: [{ value: 'first' }, { ...older, expires: '2026-03-07T00:00:00Z' }] });

      expect(rotate(expiring, again)?.[1]).toMatchObject({ validUntil: '2026-03-07T00:00:00Z' });
    });

    test('judges an expiry by the actual end of the overlap, not by one that was not requested', () => {
      const soon = { ...again, running: 'keep', secretExpires: '2026-03-07T00:00:00Z' } as const;

      expect(rotate(overlapping, soon)).toEqual([{ value: 'first', validUntil: '2026-03-07T00:00:00Z' }, older]);
      expect(() => rotate(overlapping, { ...soon, secretExpires: '2026-03-05T00:00:00Z' })).toThrow('would expire at');
    });

    test('is not prolonged beyond the expiry of the new secret', () => {
      const expiring = consumer({ secrets: [{ value: 'first', validUntil: '2026-03-10T00:00:00Z' }, older] });

      expect(() => rotate(expiring, { kind: 'overlap', overlapUntil: '2026-03-12T00:00:00Z' })).toThrow(
        'give a shorter overlap',
      );
    });

    test('ends it where no end is named', () => {
      expect(rotate(overlapping, { kind: 'overlap' })).toEqual([{ value: 'first' }]);
    });
  });

  test('has no end to change where no overlap is running', () => {
    expect(() => rotate(consumer(), { kind: 'overlap' })).toThrow('Consumer crm has no running overlap');
  });

  test('cannot be undone where there is one secret only', () => {
    const revert = () => rotate(consumer(), { kind: 'revert' });

    expect(revert).toThrow('Consumer crm has only one consumer secret; there is no previous one to return to.');
  });

  test('cannot extend an overlap that is over', () => {
    const over = consumer({ secrets: [{ value: 'first' }, { value: 'zeroth', validUntil: '2026-03-04T05:06:07Z' }] });
    const extend = () => rotate(over, { kind: 'overlap', overlapUntil: '2026-03-20T00:00:00Z' });

    expect(extend).toThrow('Consumer crm has no running overlap');
  });

  test('drops an older secret whose overlap is over', () => {
    const over = consumer({ secrets: [{ value: 'first' }, { value: 'zeroth', validUntil: '2026-03-04T05:06:07Z' }] });

    expect(rotate(over, begin)?.map(({ value }) => value)).toEqual(['second', 'first']);
  });
});

test('a consumer that sends tokens has no secret to rotate, and the message says what to do instead', () => {
  const current = currentState(consumer({ subject: 'crm', secrets: [] }), [apiKey()]);

  expect(() => planRotate(current, 'alpha', { kind: 'finish' }, CONTEXT)).toThrow(
    'Consumer crm has no consumer secret: it sends tokens of the identity provider, which renews its keys itself. To stop its requests, suspend the consumer here',
  );
});
