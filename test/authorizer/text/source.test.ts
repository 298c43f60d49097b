import * as fc from 'fast-check';
import { sourceOf } from '../../../lambda/authorizer/text/source';

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['2001:db8::1', '2001:db8::/64'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:0:2::', '2001:db8:0:2::/64'],
  ['1:0:0:2:3:4:5:6', '1:0:0:2::/64'],
  ['::1', '::/64'],
  ['64:ff9b::198.51.100.7', '64:ff9b::/64'],
  ['fe80::1%eth0', 'fe80::/64'],
  ['::ffff:198.51.100.9', '198.51.100.9'],
  ['::FFFF:c633:640a', '198.51.100.10'],
])('the source of %s is %s', (address, source) => {
  expect(sourceOf(address)).toBe(source);
});

test.each(['', 'localhost', '198.51.100', '198.51.100.7/32', '2001:db8::/64', '1::2::3', '198.51.100.7 '])(
  '%j is not an address and has no source',
  (text) => {
    expect(sourceOf(text)).toBeUndefined();
  },
);

test('a missing address has no source', () => {
  expect([sourceOf(undefined), sourceOf(undefined, 'vpce-0a1b')]).toEqual([undefined, undefined]);
});

test.each([
  ['10.0.0.7', 'vpce-0a1b/10.0.0.7'],
  ['2001:db8::1', 'vpce-0a1b/2001:db8::/64'],
])('the source of %s begins with the VPC endpoint that it came through', (address, source) => {
  expect(sourceOf(address, 'vpce-0a1b')).toBe(source);
});

test('addresses have one source exactly if they share their first 64 bits', () => {
  const half = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 });
  const text = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(':');
  // Blocks with mapped addresses are the exception: they are IPv4.
  const block = half.filter((groups) => groups.some((group) => group !== 0));
  fc.assert(
    fc.property(block, block, half, half, (block1, block2, host1, host2) => {
      expect(sourceOf(`${text(block1)}:${text(host1)}`)).toBe(sourceOf(`${text(block1)}:${text(host2)}`));
      const same = text(block1) === text(block2);
      expect(sourceOf(`${text(block1)}:${text(host1)}`) === sourceOf(`${text(block2)}:${text(host2)}`)).toBe(same);
    }),
  );
});
