import { findRequest } from '../../lib/logs/find-request';
import type { LogRow, LogSearch, LogSearchRequest } from '../../lib/onboarding/ports';

const RANGE = { from: new Date(1000), to: new Date(2000) };
const ALPHA = ['/aps-gateway/lab/alpha/api01/access', '/aps-gateway/lab/alpha/api01/authorizer'];

/** A search over lines by log group, that notes what it is asked. */
class Search implements LogSearch {
  readonly queries: LogSearchRequest[] = [];

  constructor(private readonly lines: Readonly<Record<string, readonly object[]>>) {}

  async keptSince() {
    return undefined;
  }

  async query(request: LogSearchRequest): Promise<readonly LogRow[]> {
    this.queries.push(request);
    const [, wanted = ''] = /like "([^"]*)"/.exec(request.query) ?? [];
    return [request.logGroup].flat().flatMap((group) =>
      (this.lines[group] ?? [])
        .map((line) => JSON.stringify(line))
        .filter((text) => text.includes(wanted))
        .map((text) => ({ '@log': `111122223333:${group}`, '@message': text })),
    );
  }
}

const LINES = {
  [ALPHA[0]!]: [{ requestId: 'Extended1=', amznRequestId: 'aaaa-1111', traceId: '1-trace', status: '401' }],
  [ALPHA[1]!]: [{ requestId: 'aaaa-1111', extendedRequestId: 'Extended1=', reason: 'nonce_used' }],
};

test.each([
  ['the id in the body', 'Extended1='],
  ['the header x-amzn-RequestId', 'aaaa-1111'],
  ["X-Ray's id", '1-trace'],
])('a request is found by %s, with the lines of all logs', async (_what, requestId) => {
  expect(await findRequest(new Search(LINES), { groups: ALPHA, requestId, ...RANGE })).toMatchObject({
    request: {
      requestId: 'Extended1=',
      lines: { access: { status: '401' }, authorizer: { reason: 'nonce_used' } },
    },
    groups: ALPHA,
  });
});

test('a line that has the id elsewhere, such as in a user agent, is not the request', async () => {
  const search = new Search({ [ALPHA[0]!]: [{ requestId: 'Extended2=', userAgent: 'Extended1=' }] });

  expect(await findRequest(search, { groups: ALPHA, requestId: 'Extended1=', ...RANGE })).toBeUndefined();
});

test('an id that several requests have is refused with the ids that API Gateway chose', async () => {
  const search = new Search({
    [ALPHA[0]!]: [
      { requestId: 'Extended1=', amznRequestId: 'chosen-id' },
      { requestId: 'Extended2=', amznRequestId: 'chosen-id' },
    ],
  });

  await expect(findRequest(search, { groups: ALPHA, requestId: 'chosen-id', ...RANGE })).rejects.toThrow(
    '2 requests have the id chosen-id, which a caller can choose: trace one of Extended1=, Extended2=.',
  );
});

describe('in a fleet', () => {
  const groups = Array.from({ length: 501 }, (_, index) => `/aps-gateway/lab/r${index}/api/access`);

  test('fifty log groups are searched at a time, and no more once it is found', async () => {
    const search = new Search({ [groups[120]!]: [{ requestId: 'Extended1=' }] });
    const found = await findRequest(search, { groups, requestId: 'Extended1=', ...RANGE });

    expect(search.queries.map(({ logGroup }) => logGroup.length)).toEqual([50, 50, 50, 50]);
    expect(found?.groups).toEqual([groups[120]]);
  });

  test('each log group is searched once if it is nowhere', async () => {
    const search = new Search({});

    expect(await findRequest(search, { groups, requestId: 'Extended1=', ...RANGE })).toBeUndefined();
    expect(search.queries.flatMap(({ logGroup }) => logGroup)).toEqual(groups);
  });
});
