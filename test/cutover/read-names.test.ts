import { readNames } from '../../lib/cutover/read-names';

test('a name that resolves leads to no target in particular', async () => {
  expect(await readNames('127.0.0.1', undefined)).toEqual({ addresses: ['127.0.0.1'], leadsToTarget: true });
});

test('a name with an address in common leads to its target', async () => {
  expect(await readNames('127.0.0.1', '127.0.0.1')).toEqual({ addresses: ['127.0.0.1'], leadsToTarget: true });
});

test('a name without an address in common does not lead to its target', async () => {
  expect(await readNames('127.0.0.1', '127.0.0.2')).toEqual({ addresses: ['127.0.0.1'], leadsToTarget: false });
});

test('a name that does not exist is a problem', async () => {
  // Resolvers refuse so long a label themselves, without asking the network.
  expect(await readNames(`${'a'.repeat(70)}.invalid`, undefined)).toEqual({
    problem: expect.stringMatching(/^the name does not resolve \(E\w+\)$/) as string,
  });
});
