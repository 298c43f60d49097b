import { brotliCompressSync, deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';

import { compressResponse, decompressRequest } from '../../../lib/local/rest-api/compression';
import type { HeaderList } from '../../../lib/local/http/http-message';
import { headerOf, request } from '../support/rest-api-fixture';

const TEXT = Buffer.from('{"name":"grüße"}');

describe('an answer', () => {
  const answer = (
    acceptEncoding: string,
    { headers = [], minimum = 1 }: { headers?: HeaderList; minimum?: number } = {},
  ) =>
    compressResponse(
      { status: 200, headers, body: TEXT },
      request({ headers: [['Accept-Encoding', acceptEncoding]] }),
      minimum,
    );

  test.each([
    ['gzip', 'gzip', gunzipSync],
    ['deflate', 'deflate', inflateSync],
    ['gzip, deflate, br', 'gzip', gunzipSync],
    ['deflate;q=0.5, GZIP;q=1.0', 'gzip', gunzipSync],
  ] as const)('is compressed for Accept-Encoding: %s', async (accepted, coding, decompress) => {
    const { headers, body } = await answer(accepted);
    expect([headerOf(headers, 'content-encoding'), decompress(body as Buffer)]).toEqual([coding, TEXT]);
  });

  test.each(['', '*', 'identity', 'br', 'br, gzip;q=0.8', 'gzip;q=0'])(
    'is not compressed for Accept-Encoding: %s',
    async (accepted) => {
      expect(await answer(accepted)).toEqual({ status: 200, headers: [], body: TEXT });
    },
  );

  test('that a node compressed is not compressed again', async () => {
    const { body } = await answer('gzip', { headers: [['content-encoding', 'br']] });
    expect(body).toEqual(TEXT);
  });

  test.each([
    ['smaller than the minimum', TEXT.length + 1],
    ['of an API without a minimum', undefined],
  ])('%s is not compressed', async (_which, minimum) => {
    const { body } = await compressResponse(
      { status: 200, headers: [], body: TEXT },
      request({ headers: [['Accept-Encoding', 'gzip']] }),
      minimum,
    );
    expect(body).toEqual(TEXT);
  });

  test('as large as the minimum is compressed', async () => {
    const { headers } = await answer('gzip', { minimum: TEXT.length });
    expect(headerOf(headers, 'content-encoding')).toBe('gzip');
  });
});

describe('a request', () => {
  const sent = (encoding: string, body: Buffer) => request({ headers: [['content-encoding', encoding]], body });

  test.each([
    ['gzip', gzipSync(TEXT)],
    ['Deflate', deflateSync(TEXT)],
    ['identity', TEXT],
  ])('with Content-Encoding: %s is decompressed', async (encoding, body) => {
    expect((await decompressRequest(sent(encoding, body))).body).toEqual(TEXT);
  });

  test.each([
    ['br', brotliCompressSync(TEXT)],
    ['gzip, gzip', gzipSync(gzipSync(TEXT))],
    ['gzip', TEXT],
    ['constructor', TEXT],
  ])('with Content-Encoding: %s that API Gateway cannot decompress is 415', async (encoding, body) => {
    await expect(decompressRequest(sent(encoding, body))).rejects.toMatchObject({
      responseType: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });

  test('smaller than the minimum is left compressed', async () => {
    const body = gzipSync(TEXT);
    expect((await decompressRequest(sent('gzip', body), body.length + 1)).body).toEqual(body);
  });

  test('without a body needs no known Content-Encoding', async () => {
    expect((await decompressRequest(sent('zstd', Buffer.alloc(0)))).body).toHaveLength(0);
  });

  test('that decompresses to more than 10 MB is too large', async () => {
    const bomb = gzipSync(Buffer.alloc(10 * 1024 * 1024 + 1));
    await expect(decompressRequest(sent('gzip', bomb))).rejects.toMatchObject({ responseType: 'REQUEST_TOO_LARGE' });
  });
});
