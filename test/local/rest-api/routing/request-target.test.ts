import { requireRequestTarget } from '../../../../lib/local/rest-api/routing/request-target';
import { MAX_URL_CHARACTERS } from '../../../../lib/rest-api/request-target';

test('returns path and query of a target', () => {
  expect(requireRequestTarget('/aps/2/resources?limit(0,1)')).toEqual({
    path: '/aps/2/resources',
    query: 'limit(0,1)',
  });
});

test('rejects a malformed target with the response for bad requests, which says why', () => {
  const rejected = { responseType: 'BAD_REQUEST_PARAMETERS', fixedStatus: undefined };

  expect(() => requireRequestTarget('/aps?q=|')).toThrow(
    expect.objectContaining({ ...rejected, shown: 'Bad Request: | { } and # must be percent-encoded' }),
  );
});

test('rejects a URL over the limit with a status that no gateway response changes', () => {
  const target = `/${'a'.repeat(MAX_URL_CHARACTERS)}`;

  expect(() => requireRequestTarget(target)).toThrow(
    expect.objectContaining({ fixedStatus: 414, shown: 'Request URI Too Long' }),
  );
});
